/* A passage as notes: its content words in order, without what carries style: articles, pronouns, auxiliaries, hedges,
 * connectives, politeness. First the text is moved to a neutral style, so that spelling or figures do not shine
 * through.
 *
 * What remains may still repeat the passage where it was dense; a word put in between breaks such a row. */
#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/stylist/notes.h"
#include "core/stylist/trait.h"
#include "core/text/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define ROW_MAX 6 /* words in a row that notes may share with their passage */

static const char *const neutral[] = {"Avoid exclamation marks.",
                                      "Avoid emoji.",
                                      "Avoid capitals for emphasis.",
                                      "Avoid ampersands.",
                                      "Use American spelling.",
                                      "Use plain words.",
                                      "Spell out Latin abbreviations.",
                                      "Avoid hedges.",
                                      "Avoid intensifiers.",
                                      "Avoid contractions.",
                                      "Do without \"please\".",
                                      "Use straight quotation marks and apostrophes.",
                                      "Write dates in ISO format.",
                                      "Write times in 24-hour format.",
                                      "Put one space between sentences."};

static const char dropped[] =
    "a an the i we you he she it they me us him them my our your his her its their mine ours yours myself ourselves "
    "this that these those there here am is are was were be been being do does did have has had having will would "
    "shall "
    "can could should may might must to of and or but so if then than as also too just very really quite however "
    "therefore moreover furthermore perhaps maybe probably please which who whom whose when while because since "
    "although though let lets such some any each every both own same now well still already again";

/* Whole lines of a mail that name its ends. */
static const char greeting_words[] = "hi hello dear hey";
static const char sign_off_words[] = "best regards kind cheers sincerely yours thanks warm many all with thank";

struct notes {
    struct buf out;
    size_t row;         /* words in a row that the passage has in the same order */
    size_t last_word;   /* index of the last word that was kept */
    bool line_is_empty; /* nothing but the mark yet */
};

/* A short line "Hi Ann," at the top or "Best, Tom" at the end: whom it names becomes a note of its own. */
static bool add_mail_end(const struct reading *reading, const struct passage *passage, const char *words,
                         const char *label, struct notes *notes) {
    const struct word *word = reading_find_word(reading, passage->span.start);
    if (passage->kind != PASSAGE_PARAGRAPH || passage->lines.count > 3 || !word ||
        word->span.start >= passage->span.end || !reading_is_one_of(reading, word, words)) {
        return false;
    }
    size_t count = 0;
    for (const struct word *w = word; w < reading->words + reading->word_count && w->span.end <= passage->span.end;
         w++) {
        count++;
    }
    char close = reading->plain[passage->span.end - 1];
    if (count > 6 || strchr(".?", close)) {
        return false;
    }
    struct buf name = {0};
    for (size_t i = 0; i < count; i++) {
        bool capital = isupper((unsigned char)reading->plain[word[i].span.start]) && i > 0;
        if (capital && !reading_is_one_of(reading, &word[i], sign_off_words)) {
            buf_append_text(&name, name.len ? " " : "");
            buf_append(&name, reading->text + word[i].span.start, word[i].span.end - word[i].span.start);
        }
    }
    if (name.len) {
        buf_printf(&notes->out, "- %s%s\n", label, buf_get(&name));
    }
    buf_finish(&name);
    return true;
}

/* Code, links, formulas and the like stand for nouns and are kept byte for byte. */
static bool is_kept_markup(enum markup_kind kind) {
    return kind == MARKUP_CODE || kind == MARKUP_URL || kind == MARKUP_MATH || kind == MARKUP_MENTION ||
           kind == MARKUP_IMAGE || kind == MARKUP_LINK || kind == MARKUP_CITATION || kind == MARKUP_FOOTNOTE;
}

static void start_item(struct notes *notes, bool attached) {
    if (!notes->line_is_empty && !attached) {
        buf_append_char(&notes->out, ' ');
    }
    notes->line_is_empty = false;
}

static void add_word(const struct reading *reading, size_t index, bool attached, struct notes *notes) {
    notes->row = index == notes->last_word + 1 ? notes->row + 1 : 1;
    if (notes->row > ROW_MAX) {
        start_item(notes, false);
        buf_append_text(&notes->out, "with");
        notes->row = 1;
    }
    notes->last_word = index;
    start_item(notes, attached);
    struct span span = reading->words[index].span;
    buf_append(&notes->out, reading->text + span.start, span.end - span.start);
    /* "3 files" or "three files" is style: "3 × files" is neither. */
    buf_append_text(&notes->out, numerals_is_choice(reading, &reading->words[index]) ? NOTES_TIMES : "");
}

/* Of the marks between two words only those that part facts are kept. */
static void add_mark(const struct reading *reading, size_t start, size_t end, struct notes *notes) {
    for (size_t i = start; i < end; i++) {
        char c = reading->plain[i];
        if (strchr(",;:", c) && c && !notes->line_is_empty && isspace((unsigned char)reading->plain[i + 1])) {
            char last = notes->out.data[notes->out.len - 1];
            if (!strchr(",:", last)) {
                buf_append_char(&notes->out, c == ':' ? ':' : ',');
            }
        }
    }
}

/* The markup that starts at offset and is kept, or NULL. */
static const struct markup *find_markup(const struct reading *reading, size_t *next, size_t start, size_t end) {
    while (*next < reading->markups.count && reading->markups.items[*next].span.start < end) {
        const struct markup *markup = &reading->markups.items[(*next)++];
        if (markup->span.start >= start && is_kept_markup(markup->kind)) {
            return markup;
        }
    }
    return NULL;
}

static bool opens_link(const struct reading *reading, const struct markup *markup) {
    return markup->kind == MARKUP_LINK && reading->text[markup->span.start] == '[';
}

/* Everything in front of the word with this index: kept markup, whose words count as a row goes, and marks. Returns
 * whether the word sticks to what was written. */
static bool add_between(const struct reading *reading, size_t index, size_t start, size_t end, size_t *markup_index,
                        bool *in_link, struct notes *notes) {
    bool attached = false;
    const struct markup *markup;
    size_t at = start;
    while ((markup = find_markup(reading, markup_index, start, end))) {
        add_mark(reading, at, markup->span.start, notes);
        bool opens = opens_link(reading, markup);
        bool closes = markup->kind == MARKUP_LINK && !opens;
        bool touches = markup->span.start > 0 && !isspace((unsigned char)reading->text[markup->span.start - 1]);
        start_item(notes, closes || (touches && at == markup->span.start && markup->span.start != start));
        buf_append(&notes->out, reading->text + markup->span.start, markup->span.end - markup->span.start);
        *in_link = opens || (*in_link && !closes);
        attached = opens;
        at = markup->span.end;
        notes->row = notes->last_word + 1 == index ? notes->row : 0;
        notes->last_word = index - 1;
        notes->row += words_count(reading->text + markup->span.start, markup->span.end - markup->span.start);
    }
    add_mark(reading, at, end, notes);
    return attached;
}

static void add_sentence(const struct reading *reading, const struct sentence *sentence, size_t *markup_index,
                         struct notes *notes) {
    size_t line = notes->out.len, at = sentence->span.start;
    bool in_link = false, attached = false;
    buf_append_text(&notes->out, "- ");
    notes->line_is_empty = true;
    for (size_t i = 0; i < sentence->word_count; i++) {
        size_t index = sentence->first_word + i;
        const struct word *word = &reading->words[index];
        attached = add_between(reading, index, at, word->span.start, markup_index, &in_link, notes) || attached;
        at = word->span.end;
        if (!in_link && reading_is_one_of(reading, word, dropped)) {
            continue;
        }
        add_word(reading, index, attached, notes);
        attached = false;
    }
    add_between(reading, sentence->first_word + sentence->word_count, at, sentence->span.end, markup_index, &in_link,
                notes);
    while (notes->out.len > line + 2 && strchr(" ,:", notes->out.data[notes->out.len - 1])) {
        buf_remove(&notes->out, notes->out.len - 1, 1);
    }
    if (notes->line_is_empty) {
        buf_remove(&notes->out, line, notes->out.len - line);
        return;
    }
    bool question = reading->text[sentence->span.end - 1] == '?';
    buf_append_text(&notes->out, question ? "?\n" : "\n");
}

char *stylist_outline(const char *text, enum format format) {
    struct list wishes = {0};
    for (size_t i = 0; i < sizeof neutral / sizeof *neutral; i++) {
        list_add(&wishes, neutral[i]);
    }
    char *plain = stylist_draft(text, format, &wishes);
    struct reading reading;
    reading_init(&reading, plain, strlen(plain), format);
    struct notes notes = {.last_word = reading.word_count};
    size_t markup_index = 0, skipped = reading.passages.count;
    for (size_t i = 0; i < reading.sentence_count; i++) {
        size_t passage = reading.sentences[i].passage;
        const struct passage *found = &reading.passages.items[passage];
        bool opens = passage == 0, closes = passage + 2 >= reading.passages.count && passage > 0;
        bool first = i == 0 || reading.sentences[i - 1].passage != passage;
        if (first && ((opens && add_mail_end(&reading, found, greeting_words, NOTES_TO, &notes)) ||
                      (closes && add_mail_end(&reading, found, sign_off_words, NOTES_FROM, &notes)))) {
            skipped = passage;
        }
        if (passage != skipped) {
            add_sentence(&reading, &reading.sentences[i], &markup_index, &notes);
        }
    }
    reading_finish(&reading);
    list_finish(&wishes);
    free(plain);
    if (notes.out.len > 0) {
        buf_remove(&notes.out, notes.out.len - 1, 1);
    }
    return buf_take(&notes.out);
}
