/* The stylist: the engine that needs no model. A table of surface traits; each trait has values (contractions: used,
 * avoided; spelling: British, American; ...), and each value a preference sentence that names it.
 *
 * A trait can measure (how often a text takes each value where it could have), name, check and rewrite. It touches
 * plain words only, never markup, and rewrites nothing that it is not sure to leave grammatical. */
#ifndef PROSED_STYLIST_H
#define PROSED_STYLIST_H

#include "core/base/list.h"
#include "core/model/question.h"
#include "core/text/markup.h"

#define TRAIT_VALUES_MAX 4

struct trait;

/* What the stylist does for a preference. The table is in traits.c. */
enum reach {
    REACH_NONE,      /* not understood */
    REACH_MEASURED,  /* counted, learned, named, told as a hint where it is plainly broken; nothing is changed for it */
    REACH_REWRITTEN, /* a writer's text is moved towards it */
};

/* How often a text takes each value of one trait, where it had the choice. */
struct measure {
    unsigned counts[TRAIT_VALUES_MAX];
};

size_t stylist_count_traits(void);
const struct trait *stylist_get_trait(size_t index);
const char *trait_get_id(const struct trait *trait);
size_t trait_count_values(const struct trait *trait);
const char *trait_get_value_id(const struct trait *trait, size_t value);
const char *trait_get_preference(const struct trait *trait, size_t value); /* "Use contractions." */
/* What to tell of a preference that nothing is changed for; NULL if something is. */
const char *reach_get_note(enum reach reach);
enum reach trait_get_reach(const struct trait *trait, size_t value);
bool trait_can_rewrite(const struct trait *trait, size_t value); /* REACH_REWRITTEN */
enum reach stylist_find_reach(const char *preference);           /* one preference, in our words or near them */

/* What of all that is asked for is out of reach, in words for the person; NULL: nothing is. *possible: something is in
 * reach. An instruction (may be NULL) goes before the preferences. The caller frees. */
char *stylist_name_limits(const struct list *preferences, const char *instruction, bool *possible);

/* The trait and value a sentence asks for, in our words or near them ("use contractions where natural"); false if it
 * is beyond the stylist's reach. The sentence is one preference. */
bool stylist_read_preference(const char *sentence, const struct trait **trait, size_t *value);
/* A description of several preferences ("Use contractions. Avoid emoji.", or a JSON list) cut into single ones.
 * Appends. */
void stylist_split(const char *description, struct list *preferences);

void stylist_measure(const struct trait *trait, const char *text, size_t len, enum format format, struct measure *out);
/* -2..2: how clearly the text confirms or contradicts the preference; 0 where it says nothing or is beyond reach. */
int stylist_verify(const char *text, enum format format, const char *preference);
/* Whether the text surely breaks the preference: something in it does, and can be pointed at, or all of it clearly goes
 * the other way. That something wished for is merely absent breaks nothing. Appends the places, in order: words that
 * break it, or, where something is missing, the word before; none where it is the text as a whole. */
bool stylist_find_breaks(const char *text, enum format format, const char *preference, struct spans *places);
/* Both speak of one trait, and ask for different values of it. */
bool stylist_are_opposed(const char *one, const char *other);
/* The preferences that user_text shows and draft does not, strongest first. Appends sentences.
 * from_notes: the draft was written from notes. What it shares with the user's text then says more of the notes than of
 * anybody's choice, so only what is usual in most writing counts as shown by it. */
void stylist_infer(const char *user_text, const char *draft, bool from_notes, enum format format,
                   struct list *preferences);
/* The text moved towards the preferences (later ones give way to earlier ones where they contradict), then to the
 * instruction as far as it is understood ("shorter", "formal", ...). The caller frees. */
char *stylist_rewrite(const char *text, enum format format, const struct list *preferences, const char *instruction);
/* The same in two steps, for texts of many passages: reading what is asked for takes longer than rewriting one.
 * about: what stylist_describe says of the document that the text is a passage of, so that its conventions are kept,
 * and what is to be done everywhere or nowhere is not done here alone; may be NULL. */
struct stylist_wishes;
struct stylist_wishes *stylist_read_wishes(const struct list *preferences, const char *instruction);
char *stylist_rewrite_towards(const char *text, enum format format, const char *about,
                              const struct stylist_wishes *wishes);
void stylist_wishes_destroy(struct stylist_wishes *wishes); /* NULL is fine */
/* What a passage cannot tell of its document: which apostrophe it has, what its headings allow. Small; for
 * stylist_rewrite_towards alone. The caller frees. */
char *stylist_describe(const char *document, size_t len, enum format format);
/* A draft, which is nobody's text: moved towards every preference that can be written at all, well or badly. For
 * learning, which compares it with what a person wrote and throws it away. */
char *stylist_draft(const char *text, enum format format, const struct list *preferences);
/* The facts of a passage as notes, one "- " line each, never more than six words in a row from the passage. */
char *stylist_outline(const char *text, enum format format);
/* A plain passage from such notes, then moved towards the preferences. */
char *stylist_write(const char *notes, enum format format, const struct list *preferences);
/* What the person is likely to write next, to be put in as it is: some words that followed the words before the cursor
 * in other places of their texts (each example's text is one); "" where these do not agree, or are not known. */
char *stylist_complete(const char *before, const char *after, const struct example *examples, size_t count);

#endif
