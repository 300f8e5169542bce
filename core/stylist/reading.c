/* Reading a text once: passages are found, each passage's markup is blotted out of a copy of the text, and words and
 * sentences are found in what remains. Everything keeps its offset, so an edit found in the copy fits the text. */
#include "core/stylist/reading.h"

#include "core/base/mem.h"
#include "core/text/literal.h"
#include "core/text/words.h"

#include <stdlib.h>
#include <string.h>

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || ((unsigned char)c & 0x80);
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Marks around words are nothing to a sentence; what stands for a noun (code, a formula) is one. */
static bool stands_for_word(enum markup_kind kind) {
    return kind == MARKUP_CODE || kind == MARKUP_URL || kind == MARKUP_MATH || kind == MARKUP_MENTION ||
           kind == MARKUP_IMAGE;
}

/* Copies the words of a passage's lines into `plain`; what lies between the lines are prefixes: spaces. */
static void uncover(struct reading *reading, const struct passage *passage) {
    size_t behind = passage->span.start;
    for (size_t i = 0; i < passage->lines.count; i++) {
        struct span line = passage->lines.items[i];
        for (; behind < line.start; behind++) {
            reading->plain[behind] = is_space(reading->text[behind]) ? reading->text[behind] : ' ';
        }
        memcpy(reading->plain + line.start, reading->text + line.start, line.end - line.start);
        behind = line.end;
    }
}

/* Offsets of a passage's text (lines joined by one "\n") as offsets of the document. The two ends of a span are mapped
 * apart: an end at a line's end stays there. */
static size_t map_offset(const struct passage *passage, size_t offset, bool end) {
    for (size_t i = 0; i < passage->lines.count; i++) {
        size_t len = passage->lines.items[i].end - passage->lines.items[i].start;
        if (offset < len || (offset == len && (end || i + 1 == passage->lines.count))) {
            return passage->lines.items[i].start + offset;
        }
        if (offset == len) {
            return passage->lines.items[i].end;
        }
        offset -= len + 1;
    }
    return passage->span.end;
}

/* What a sentence finder should see in place of markup: a word, a closing mark, or nothing. */
static char find_stand_in(const struct reading *reading, const struct passage *passage, const struct markup *markup) {
    size_t start = markup->span.start, end = markup->span.end;
    bool opens = start <= passage->span.start || is_space(reading->text[start - 1]) || reading->text[start - 1] == '(';
    bool closes = end >= passage->span.end || is_space(reading->text[end]) || strchr(".,;:!?)", reading->text[end]);
    if (stands_for_word(markup->kind)) {
        return 'X';
    }
    if (markup->kind == MARKUP_STRUCTURE) {
        return ' ';
    }
    if (opens && closes && (markup->kind == MARKUP_CITATION || markup->kind == MARKUP_LINK)) {
        return 'X';
    }
    return opens ? ' ' : '"';
}

static void hide(struct reading *reading, const struct passage *passage, const struct markup *markup, char *flat) {
    char stand_in = find_stand_in(reading, passage, markup);
    bool leading = markup->kind == MARKUP_STRUCTURE && markup->span.start == passage->span.start;
    for (size_t i = markup->span.start; i < markup->span.end; i++) {
        flat[i] = reading->plain[i] == '\n' ? '\n' : stand_in;
        reading->plain[i] = leading                                                       ? ' '
                            : markup->kind == MARKUP_EMPHASIS                             ? READING_MARK
                            : reading->plain[i] == '\n' && !stands_for_word(markup->kind) ? '\n'
                                                                                          : READING_HIDDEN;
    }
}

static void find_markup(struct reading *reading, const struct passage *passage, char *flat) {
    size_t len;
    char *text = passage_copy_text(passage, reading->text, &len);
    struct markups found = {0};
    markup_find(text, len, reading->format, &found);
    memcpy(flat + passage->span.start, reading->plain + passage->span.start, passage->span.end - passage->span.start);
    for (size_t i = 0; i < found.count; i++) {
        struct markup markup = found.items[i];
        markup.span.start = map_offset(passage, markup.span.start, false);
        markup.span.end = map_offset(passage, markup.span.end, true);
        MEM_RESERVE(reading->markups.items, reading->markups.count, reading->markups.capacity);
        reading->markups.items[reading->markups.count++] = markup;
        if (markup.kind != MARKUP_NUMBER) {
            hide(reading, passage, &markup, flat);
        }
    }
    markups_finish(&found);
    free(text);
}

/* Spans that are code put among the markups from index `first` on, all in order. */
static void merge_code(struct markups *markups, size_t first, const struct spans *found) {
    size_t old = markups->count, added = found->count;
    for (size_t i = 0; i < found->count; i++) {
        MEM_RESERVE(markups->items, markups->count, markups->capacity);
        markups->count++;
    }
    for (size_t at = markups->count; added > 0; at--) {
        bool code = old == first || markups->items[old - 1].span.start < found->items[added - 1].start;
        markups->items[at - 1] = code ? (struct markup){found->items[added - 1], MARKUP_CODE} : markups->items[old - 1];
        added -= code;
        old -= !code;
    }
}

/* Identifiers, paths, options and the like are code from here on, marked or not: nobody may touch them. first: of the
 * markups of this passage. */
static void hide_literals(struct reading *reading, struct span span, size_t first) {
    struct spans found = {0};
    literals_find(reading->plain, span.start, span.end, &found);
    for (size_t i = 0; i < found.count; i++) {
        memset(reading->plain + found.items[i].start, READING_HIDDEN, found.items[i].end - found.items[i].start);
    }
    merge_code(&reading->markups, first, &found);
    spans_finish(&found);
}

/* A licence is its lawyer's; in plain text, where nothing marks them, tables, logs and output are a program's. */
static bool is_prose(const struct reading *reading, const struct passage *passage) {
    const char *text = reading->text + passage->span.start;
    size_t len = passage->span.end - passage->span.start;
    bool unmarked = !format_get(reading->format)->has_markup;
    return !literal_is_licence(text, len) && !literal_is_record(text, len) &&
           !(unmarked && passage->kind != PASSAGE_HEADING && !literal_is_prose(text, len));
}

static void hide_passage(struct reading *reading, const struct passage *passage) {
    for (size_t i = passage->span.start; i < passage->span.end; i++) {
        reading->plain[i] = is_space(reading->plain[i]) ? reading->plain[i] : READING_HIDDEN;
    }
}

static void find_sentences(struct reading *reading, size_t passage, const char *flat) {
    struct span span = reading->passages.items[passage].span;
    struct spans found = {0};
    sentences_find(flat + span.start, span.end - span.start, &found);
    reading->sentences =
        mem_grow(reading->sentences, reading->sentence_count + found.count + 1, sizeof *reading->sentences);
    for (size_t i = 0; i < found.count; i++) {
        reading->sentences[reading->sentence_count++] = (struct sentence){
            .span = {span.start + found.items[i].start, span.start + found.items[i].end}, .passage = passage};
    }
    spans_finish(&found);
}

/* Words of one passage; `first` is its first sentence. Words outside any sentence do not exist: sentences_find covers
 * all that is not space. */
static void find_words(struct reading *reading, size_t passage, size_t first) {
    struct span span = reading->passages.items[passage].span;
    struct spans found = {0};
    words_find(reading->plain + span.start, span.end - span.start, &found);
    reading->words = mem_grow(reading->words, reading->word_count + found.count + 1, sizeof *reading->words);
    size_t sentence = first;
    for (size_t i = 0; i < found.count && first < reading->sentence_count; i++) {
        struct word word = {.span = {span.start + found.items[i].start, span.start + found.items[i].end}};
        while (sentence + 1 < reading->sentence_count && reading->sentences[sentence].span.end <= word.span.start) {
            sentence++;
        }
        word.sentence = sentence;
        if (reading->sentences[sentence].word_count++ == 0) {
            reading->sentences[sentence].first_word = reading->word_count;
        }
        reading->words[reading->word_count++] = word;
    }
    spans_finish(&found);
}

/* Which apostrophe the prose of the text uses inside words, by majority; in quotations, too. */
static bool uses_curly(const struct reading *reading) {
    size_t curly = 0, straight = 0;
    const char *text = reading->text;
    for (size_t i = 1; i + 1 < reading->len; i++) {
        if (reading->plain[i] == READING_HIDDEN || !is_letter(text[i - 1])) {
            continue;
        }
        straight += text[i] == '\'' && is_letter(text[i + 1]);
        curly += strncmp(text + i, "\xe2\x80\x99", 3) == 0 && is_letter(text[i + 3]);
    }
    return curly > straight;
}

/* What most words of its passages are in, or else what the text seems to be in. */
static enum language find_language(const struct reading *reading) {
    size_t words[LANGUAGE_OTHER + 1] = {0};
    enum language most = LANGUAGE_UNKNOWN;
    for (size_t i = 0; i < reading->passages.count; i++) {
        struct span span = reading->passages.items[i].span;
        enum language language = language_find(reading->text + span.start, span.end - span.start);
        words[language] += language == LANGUAGE_UNKNOWN ? 0 : span.end - span.start;
    }
    for (size_t language = LANGUAGE_ENGLISH; language <= LANGUAGE_OTHER; language++)
        most = words[language] > words[most] ? (enum language)language : most;
    return most == LANGUAGE_UNKNOWN ? language_guess(reading->text, reading->len) : most;
}

/* The one place that asks for it: a passage in another language is neither measured nor changed. One that does not tell
 * is in what its document is in; a text by itself that does not tell is read all the same. */
static bool is_english(const struct reading *reading, const struct passage *passage) {
    enum language language =
        language_find(reading->plain + passage->span.start, passage->span.end - passage->span.start);
    if (language == LANGUAGE_UNKNOWN)
        language = reading->whole.language;
    return language == LANGUAGE_ENGLISH || (language == LANGUAGE_UNKNOWN && !reading->whole.about);
}

void reading_init(struct reading *reading, const char *text, size_t len, enum format format) {
    reading_init_in(reading, text, len, format, NULL);
}

void reading_init_in(struct reading *reading, const char *text, size_t len, enum format format, const char *about) {
    *reading = (struct reading){.text = text, .len = len, .format = format, .plain = mem_copy(text, len)};
    conventions_parse(about, &reading->whole);
    memset(reading->plain, READING_HIDDEN, len);
    passages_find(text, len, format, &reading->passages);
    char *flat = mem_copy(text, len);
    if (!reading->whole.about)
        reading->whole.language = find_language(reading);
    for (size_t i = 0; i < reading->passages.count; i++) {
        size_t first_markup = reading->markups.count;
        uncover(reading, &reading->passages.items[i]);
        find_markup(reading, &reading->passages.items[i], flat);
        if (reading->whole.licence || !is_english(reading, &reading->passages.items[i]) ||
            !is_prose(reading, &reading->passages.items[i])) {
            hide_passage(reading, &reading->passages.items[i]);
        }
        hide_literals(reading, reading->passages.items[i].span, first_markup);
        size_t first = reading->sentence_count;
        find_sentences(reading, i, flat);
        find_words(reading, i, first);
        reading_hide_quotations(reading, reading->passages.items[i].span);
    }
    if (!reading->whole.about) {
        reading->whole.curly = uses_curly(reading);
        reading->whole.has_anchors = conventions_has_anchors(text);
        reading->whole.may_drop_emoji = emoji_may_drop_all(reading);
    }
    reading->curly = reading->whole.curly;
    for (size_t i = 0; i < reading->word_count; i++) {
        reading->words[i].quoted = reading->plain[reading->words[i].span.start] == READING_QUOTED;
    }
    free(flat);
}

void reading_finish(struct reading *reading) {
    free(reading->plain);
    free(reading->words);
    free(reading->sentences);
    markups_finish(&reading->markups);
    passages_finish(&reading->passages);
    *reading = (struct reading){0};
}
