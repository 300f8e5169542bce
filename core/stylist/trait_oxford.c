/* The comma before the last "and" of a list of three or more.
 *
 * Commas stand before "and" for other reasons too: clauses, appositions ("two modes, normal and insert"), openings ("In
 * Paris, cats and dogs"), insertions. What shows a list is that its parts are alike. So a place counts only if there
 * are four parts or more of one word each (with or without an article), or three of one form (plurals, -ing, names),
 * and nothing before or behind makes it something else. */
#include "core/stylist/trait.h"
#include "core/stylist/word_class.h"

#include <ctype.h>
#include <string.h>

#define ITEM_WORDS_MAX        2
#define LIKELY_ITEM_WORDS_MAX 6
#define ITEMS_MAX             12

/* No item of a list of things or doings holds one of these. */
static const char clause_words[] =
    "i we you he she it they who whom which that where when while because if unless although though is are was were am "
    "be been being has have had having will would can could should may might must does did do there then so both "
    "either "
    "neither between whether and or but however also too therefore instead perhaps maybe probably indeed usually often "
    "respectively alone i'm it's we're they're you're that's don't doesn't isn't not nor yet than as etc such "
    "including "
    "say says said for example especially particularly namely plus even just only";
/* In front of these words, or behind them, what looks like a list explains a word: an apposition. */
static const char announcing[] = "two three four five six both all several some many following different various these "
                                 "those other types kinds modes ways parts forms sorts";
static const char openings[] =
    "when if after before while since as because although though in on at for with by during once until unless to from "
    "under without given instead however therefore moreover first finally then next today now here thus hence "
    "meanwhile "
    "still yes no well please thanks otherwise besides despite whenever wherever unlike like among within about over "
    "sometimes often usually again later good apart according due except and but or so";

struct series {
    const struct word *last; /* of the item before the conjunction */
    const struct word *conjunction;
    bool oxford;
};

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
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
    return a->sentence == b->sentence;
}

/* The item that ends with words[last]: walks back to the comma before it. */
static bool find_item(const struct reading *reading, size_t last, size_t most, size_t *first) {
    for (size_t i = last; last - i < most && i > 0; i--) {
        bool comma;
        if (reading_is_one_of(reading, &reading->words[i], clause_words) || reading->words[i].quoted ||
            isdigit((unsigned char)reading->plain[reading->words[i].span.start]) ||
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

enum form { NAME, PLURAL, GERUND, ADVERB, OTHER };

static enum form get_form(const struct reading *reading, const struct word *word) {
    char folded[WORD_BYTES];
    reading_fold(reading, word, folded);
    size_t len = strlen(folded);
    if (isupper((unsigned char)reading->plain[word->span.start])) {
        return NAME;
    }
    if (len > 5 && strcmp(folded + len - 3, "ing") == 0) {
        return GERUND;
    }
    if (len > 4 && strcmp(folded + len - 2, "ly") == 0) {
        return ADVERB;
    }
    return len > 3 && folded[len - 1] == 's' && !strchr("su'i", folded[len - 2]) ? PLURAL : OTHER;
}

static const char articles[] = "a an the";
static const char goes_on[] =
    "is are was were can will may should must would could in on of for to with from by at into "
    "as when if that which have has";

/* What follows the conjunction is one last item of one word, then a mark, a verb or a preposition; no comma, which
 * would make the whole an insertion, and no noun that the last two would belong to ("incoming and outgoing files"). */
static const struct word *find_last_item(const struct reading *reading, const struct word *conjunction) {
    const struct word *word = reading_get_next(reading, conjunction->span.end);
    if (reading_is_one_of(reading, word, articles)) {
        word = reading_get_next(reading, word->span.end);
    }
    if (!word || word->quoted || reading_is_one_of(reading, word, clause_words) ||
        reading_is_one_of(reading, word, "other others")) {
        return NULL;
    }
    char mark = reading->plain[word->span.end];
    const struct word *next = reading_get_next(reading, word->span.end);
    return (mark && strchr(".;:)?!", mark)) || reading_is_one_of(reading, next, goes_on) ? word : NULL;
}

/* The words from the start of the sentence to words[first] hold nothing that would make the first comma end an opening,
 * or the list explain a word. */
static bool is_list_start(const struct reading *reading, size_t first) {
    const struct sentence *sentence = &reading->sentences[reading->words[first].sentence];
    const struct word *opening = &reading->words[sentence->first_word];
    if (reading_is_one_of(reading, opening, openings) || word_is_adverb(reading, opening)) {
        return false;
    }
    for (size_t i = sentence->first_word; i <= first; i++) {
        bool comma = reading->plain[reading->words[i].span.end] == ',';
        if ((comma && i < first) || (first - i < 5 && reading_is_one_of(reading, &reading->words[i], announcing))) {
            return false;
        }
    }
    return true;
}

struct items {
    size_t count;    /* in front of the conjunction */
    size_t lead;     /* the last word of the first */
    size_t articled; /* of those behind it */
    bool plain;      /* each of those is one word, or one with its article */
};

static struct items find_items(const struct reading *reading, size_t last) {
    struct items items = {.count = 1, .lead = last, .plain = true};
    size_t first;
    while (items.count < ITEMS_MAX && find_item(reading, items.lead, ITEM_WORDS_MAX, &first)) {
        bool article = first < items.lead && reading_is_one_of(reading, &reading->words[first], articles);
        items.articled += article;
        items.plain = items.plain && (first == items.lead || article);
        items.lead = first - 1;
        items.count++;
    }
    return items;
}

/* What is likely a list is counted; what surely is one, with `sure`, may be changed. Three words of no one form, with
 * the comma, are as good as sure; without it they may be an apposition. */
/* What stands before the first comma is no opening ("When it rains, ..."), as far as that can be told from its first
 * word. */
static bool is_likely_start(const struct reading *reading, size_t before) {
    size_t start = before;
    bool comma = false;
    while (start > 0 && is_joined(reading, &reading->words[start - 1], &reading->words[start], &comma) && !comma) {
        start--;
    }
    bool adverb = word_is_adverb(reading, &reading->words[start]) && before - start < 2;
    bool gerund = get_form(reading, &reading->words[start]) == GERUND && before - start < 6;
    return !adverb && !gerund && !reading_is_one_of(reading, &reading->words[start], openings);
}

/* Short parts without a verb in front of the conjunction, and a last one behind it: most likely a list. */
static bool is_likely(const struct reading *reading, const struct word *conjunction, size_t last, bool oxford) {
    size_t first;
    const struct word *word = reading_get_next(reading, conjunction->span.end);
    if (!word || !find_item(reading, last, LIKELY_ITEM_WORDS_MAX, &first) || !is_likely_start(reading, first - 1) ||
        reading_is_one_of(reading, &reading->words[first], class_prepositions) ||
        (first == last && word_is_adverb(reading, &reading->words[first]))) {
        return false;
    }
    for (size_t i = 0; word && i < LIKELY_ITEM_WORDS_MAX; i++) {
        if (reading_is_one_of(reading, word, clause_words)) {
            return i > 0;
        }
        if (reading->plain[word->span.end] == ',') {
            return oxford;
        }
        word = reading_get_next(reading, word->span.end);
    }
    return true;
}

static bool find_series(const struct reading *reading, size_t index, bool sure, struct series *out) {
    const struct word *word = &reading->words[index], *last = index > 1 ? &reading->words[index - 1] : NULL;
    bool comma;
    if (!last || !reading_is_one_of(reading, word, "and or") || !is_joined(reading, last, word, &comma)) {
        return false;
    }
    *out = (struct series){.last = last, .conjunction = word, .oxford = comma};
    if (!sure) {
        return is_likely(reading, word, index - 1, comma);
    }
    const struct word *item = find_last_item(reading, word);
    struct items items = find_items(reading, index - 1);
    if (!item || !items.plain || items.count < 2 || !is_list_start(reading, items.lead)) {
        return false;
    }
    bool article = reading_is_one_of(reading, reading_get_next(reading, word->span.end), articles);
    if (items.articled != (article ? items.count - 1 : 0)) {
        return false;
    }
    if (word_is_participle(reading, last) != word_is_participle(reading, item)) {
        return false;
    }
    enum form form = get_form(reading, last);
    bool alike = form != OTHER && form != ADVERB && get_form(reading, item) == form &&
                 get_form(reading, &reading->words[items.lead]) == form;
    return items.count >= 3 || alike || comma;
}

static void measure(const struct reading *reading, struct measure *out) {
    for (size_t i = 0; i < reading->word_count; i++) {
        struct series series;
        if (find_series(reading, i, false, &series)) {
            out->counts[series.oxford ? 0 : 1]++;
        }
    }
}

static void rewrite(const struct reading *reading, size_t value, struct edits *edits) {
    for (size_t i = 0; i < reading->word_count; i++) {
        struct series series;
        if (!find_series(reading, i, true, &series) || series.oxford == (value == 0)) {
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
    .values = {{.id = "use", .preference = "Use the Oxford comma."},
               {.id = "avoid", .preference = "Leave out the Oxford comma."}},
    .value_count = 2,
    .evidence = 2,
    .measure = measure,
    .rewrite = rewrite,
};
