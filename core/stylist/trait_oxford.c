/* The comma before the last "and" of a list of three or more.
 *
 * Commas stand before "and" for other reasons too, and a comma can end an opening ("In Paris, cats and dogs ..."). So a
 * list counts only if its parts are short, hold no verb of a clause, and nothing at its start or end makes it doubtful.
 */
#include "core/stylist/trait.h"

#include <ctype.h>
#include <string.h>

#define ITEM_WORDS_MAX 6

static const char clause_words[] =
    "i we you he she it they who whom which that where when while because if unless although though is are was were am "
    "be has have had will would can could should may might must does did do there then so both either neither between "
    "whether and or but however also too therefore instead though perhaps maybe probably indeed usually often sadly "
    "respectively alone i'm it's we're they're you're that's don't doesn't isn't not";
static const char opening_words[] =
    "when if after before while since as because although though in on at for with by during once until unless to from "
    "under without given instead however therefore moreover first finally also then next today yesterday tomorrow now "
    "here thus hence meanwhile still yes no well so please thanks hi hello dear otherwise besides despite last this "
    "whenever wherever unlike like between among across within about over where sometimes often usually again later "
    "ok okay sure sorry oh hey ah morning good apart according due plus except back";
static const char opening_ends[] =
    "later ago course example instance time week month year day morning afternoon evening night today tomorrow "
    "yesterday "
    "result fact addition general particular practice contrast hand way end conclusion summary short monday tuesday "
    "wednesday thursday friday saturday sunday january february march april june july august september october "
    "november "
    "december";
static const char following_clause_words[] = "i we he she it they you this that there then so these those if when "
                                             "i'm it's we're they're you're that's";

struct series {
    const struct word *last; /* of the item before the conjunction */
    const struct word *conjunction;
    bool oxford;
};

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static char get_mark_after(const struct reading *reading, const struct word *word) {
    return reading->plain[word->span.end];
}

/* Only white space, with one comma right behind the first word or none, lies between two words. */
static bool is_joined(const struct reading *reading, const struct word *a, const struct word *b, bool *comma) {
    size_t i = a->span.end;
    *comma = reading->plain[i] == ',';
    for (i += *comma; i < b->span.start; i++) {
        if (!is_space(reading->plain[i])) {
            return false;
        }
    }
    return true;
}

static bool is_number(const struct reading *reading, const struct word *word) {
    return isdigit((unsigned char)reading->plain[word->span.start]);
}

/* The item that ends with words[last]: walks back to the comma before it. False without one, or with words that make
 * it a clause. *first becomes its first word. */
static bool find_item(const struct reading *reading, size_t last, size_t *first) {
    for (size_t i = last; last - i < ITEM_WORDS_MAX && i > 0; i--) {
        bool comma;
        if (reading_is_one_of(reading, &reading->words[i], clause_words) || reading->words[i].quoted ||
            reading->words[i - 1].sentence != reading->words[i].sentence ||
            !is_joined(reading, &reading->words[i - 1], &reading->words[i], &comma)) {
            return false;
        }
        if (comma) {
            *first = i;
            return true;
        }
    }
    return false;
}

static bool is_adverb(const struct reading *reading, const struct word *word) {
    char folded[WORD_BYTES];
    reading_fold(reading, word, folded);
    size_t len = strlen(folded);
    return len > 4 && strcmp(folded + len - 2, "ly") == 0;
}

/* What stands before the first comma is no opening of the clause ("When it rains, ..."). before: the word that the
 * comma follows. */
static bool is_list_start(const struct reading *reading, size_t before) {
    size_t start = before;
    bool comma = false;
    while (start > 0 && reading->words[start - 1].sentence == reading->words[start].sentence &&
           is_joined(reading, &reading->words[start - 1], &reading->words[start], &comma) && !comma) {
        start--;
    }
    while (start < before && reading_is_one_of(reading, &reading->words[start], "and but or that")) {
        start++;
    }
    char folded[WORD_BYTES];
    reading_fold(reading, &reading->words[start], folded);
    size_t len = strlen(folded);
    bool adverb = is_adverb(reading, &reading->words[start]) && before - start < 2;
    bool gerund = len > 5 && strcmp(folded + len - 3, "ing") == 0 && before - start < 6;
    return !adverb && !gerund && !reading_is_one_of(reading, &reading->words[start], opening_words) &&
           !reading_is_one_of(reading, &reading->words[before], opening_ends);
}

/* What follows the conjunction is a last item: no clause, and no comma soon behind that would make the whole an
 * insertion ("The tool, fast and small, is ..."); before the comma of Oxford that is no danger. */
static bool has_last_item(const struct reading *reading, size_t conjunction, bool oxford) {
    size_t i = conjunction + 1;
    if (i >= reading->word_count || reading->words[i].sentence != reading->words[conjunction].sentence ||
        reading_is_one_of(reading, &reading->words[i], following_clause_words) ||
        !reading_get_next(reading, reading->words[conjunction].span.end)) {
        return false;
    }
    for (size_t count = 0; i < reading->word_count && count < ITEM_WORDS_MAX; i++, count++) {
        char mark = get_mark_after(reading, &reading->words[i]);
        if (mark == ',') { /* sure if a clause follows: "by size or by port, and you will see" */
            const struct word *next = reading_get_next(reading, reading->words[i].span.end + 1);
            return oxford || reading_is_one_of(reading, next, "and but so because while which");
        }
        if (!is_space(mark)) {
            return true;
        }
    }
    return true;
}

static bool find_series(const struct reading *reading, size_t index, struct series *out) {
    const struct word *word = &reading->words[index];
    bool comma;
    size_t first;
    if (index < 2 || !reading_is_one_of(reading, word, "and or") ||
        reading->words[index - 1].sentence != word->sentence ||
        !is_joined(reading, &reading->words[index - 1], word, &comma) || !find_item(reading, index - 1, &first) ||
        !has_last_item(reading, index, comma) || !is_list_start(reading, first - 1)) {
        return false;
    }
    bool lone_adverb = first == index - 1 && is_adverb(reading, &reading->words[first]);
    bool year = first == index - 1 && is_number(reading, &reading->words[first]);
    /* "a list, with this and that": the item opens with a preposition of its own, unlike "by size or by port". */
    char opening[WORD_BYTES];
    reading_fold(reading, &reading->words[first], opening);
    bool repeated = index + 1 < reading->word_count && reading_is_one_of(reading, word + 1, opening);
    bool preposition =
        reading_is_one_of(reading, &reading->words[first], "with for in to as including such like from by on at");
    if (lone_adverb || year || (preposition && !repeated)) {
        return false;
    }
    *out = (struct series){.last = &reading->words[index - 1], .conjunction = word, .oxford = comma};
    return true;
}

static void measure(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->word_count; i++) {
        struct series series;
        if (find_series(reading, i, &series)) {
            out->counts[series.oxford ? 0 : 1]++;
        }
    }
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; i < reading->word_count; i++) {
        struct series series;
        if (!find_series(reading, i, &series) || series.oxford == (value == 0)) {
            continue;
        }
        size_t end = series.last->span.end;
        edits_add(edits, end, end + series.oxford, ",", series.oxford ? 0 : 1);
    }
}

const struct trait trait_oxford_comma = {
    .id = "oxford_comma",
    .topic = "oxford comma*|serial comma*|oxford comma*+list*|serial comma*+list*|oxford comma*+series|comma+before "
             "and|comma+final item|comma+last item",
    .values = {{.id = "use", .preference = "Use the Oxford comma.", .rewrites = true},
               {.id = "avoid", .preference = "Leave out the Oxford comma.", .rewrites = true}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
