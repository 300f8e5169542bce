/* HTML and XHTML: the text of paragraphs, headings, list items and the like. No tree is built. A tag of a block ends
 * what is open and says whether prose follows; a tag that belongs among words stays in the passage, as markup; any
 * other tag makes its passage be left alone. What holds code, data, tables, controls, or the words of others is stepped
 * over whole.
 *
 * Tags end where the HTML standard (13.2.5, tokenization) ends them. What nothing ends reaches to the end of the text.
 */
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/formats/foreign.h"
#include "core/text/markup_find.h"
#include "core/text/passage_find.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

enum element {
    ELEMENT_UNKNOWN,
    ELEMENT_WORDS,     /* stands among words */
    ELEMENT_CODE,      /* stands among words, and its content is none */
    ELEMENT_BLOCK,     /* holds blocks */
    ELEMENT_PARAGRAPH, /* these three hold prose */
    ELEMENT_HEADING,
    ELEMENT_ITEM,
    ELEMENT_SKIPPED, /* nothing in it is the writer's prose */
    ELEMENT_RAW,     /* the same, and only its own end tag is a tag in it */
};

static const struct {
    const char *name;
    enum element element;
} elements[] = {
    {"a", ELEMENT_WORDS},
    {"abbr", ELEMENT_WORDS},
    {"acronym", ELEMENT_WORDS},
    {"b", ELEMENT_WORDS},
    {"bdi", ELEMENT_WORDS},
    {"big", ELEMENT_WORDS},
    {"br", ELEMENT_WORDS},
    {"del", ELEMENT_WORDS},
    {"em", ELEMENT_WORDS},
    {"font", ELEMENT_WORDS},
    {"i", ELEMENT_WORDS},
    {"img", ELEMENT_WORDS},
    {"ins", ELEMENT_WORDS},
    {"mark", ELEMENT_WORDS},
    {"s", ELEMENT_WORDS},
    {"small", ELEMENT_WORDS},
    {"span", ELEMENT_WORDS},
    {"strike", ELEMENT_WORDS},
    {"strong", ELEMENT_WORDS},
    {"u", ELEMENT_WORDS},
    {"wbr", ELEMENT_WORDS},
    {"cite", ELEMENT_CODE},
    {"code", ELEMENT_CODE},
    {"data", ELEMENT_CODE},
    {"dfn", ELEMENT_CODE},
    {"kbd", ELEMENT_CODE},
    {"q", ELEMENT_CODE},
    {"samp", ELEMENT_CODE},
    {"sub", ELEMENT_CODE},
    {"sup", ELEMENT_CODE},
    {"time", ELEMENT_CODE},
    {"tt", ELEMENT_CODE},
    {"var", ELEMENT_CODE},
    {"article", ELEMENT_BLOCK},
    {"aside", ELEMENT_BLOCK},
    {"body", ELEMENT_BLOCK},
    {"center", ELEMENT_BLOCK},
    {"details", ELEMENT_BLOCK},
    {"div", ELEMENT_BLOCK},
    {"dl", ELEMENT_BLOCK},
    {"dt", ELEMENT_BLOCK},
    {"figure", ELEMENT_BLOCK},
    {"footer", ELEMENT_BLOCK},
    {"head", ELEMENT_BLOCK},
    {"header", ELEMENT_BLOCK},
    {"hgroup", ELEMENT_BLOCK},
    {"hr", ELEMENT_BLOCK},
    {"html", ELEMENT_BLOCK},
    {"link", ELEMENT_BLOCK},
    {"main", ELEMENT_BLOCK},
    {"meta", ELEMENT_BLOCK},
    {"ol", ELEMENT_BLOCK},
    {"section", ELEMENT_BLOCK},
    {"ul", ELEMENT_BLOCK},
    {"dd", ELEMENT_PARAGRAPH},
    {"figcaption", ELEMENT_PARAGRAPH},
    {"p", ELEMENT_PARAGRAPH},
    {"summary", ELEMENT_PARAGRAPH},
    {"h1", ELEMENT_HEADING},
    {"h2", ELEMENT_HEADING},
    {"h3", ELEMENT_HEADING},
    {"h4", ELEMENT_HEADING},
    {"h5", ELEMENT_HEADING},
    {"h6", ELEMENT_HEADING},
    {"li", ELEMENT_ITEM},
    {"address", ELEMENT_SKIPPED},
    {"applet", ELEMENT_SKIPPED},
    {"audio", ELEMENT_SKIPPED},
    {"blockquote", ELEMENT_SKIPPED},
    {"button", ELEMENT_SKIPPED},
    {"canvas", ELEMENT_SKIPPED},
    {"datalist", ELEMENT_SKIPPED},
    {"fieldset", ELEMENT_SKIPPED},
    {"form", ELEMENT_SKIPPED},
    {"listing", ELEMENT_SKIPPED},
    {"math", ELEMENT_SKIPPED},
    {"nav", ELEMENT_SKIPPED},
    {"object", ELEMENT_SKIPPED},
    {"pre", ELEMENT_SKIPPED},
    {"select", ELEMENT_SKIPPED},
    {"svg", ELEMENT_SKIPPED},
    {"table", ELEMENT_SKIPPED},
    {"template", ELEMENT_SKIPPED},
    {"video", ELEMENT_SKIPPED},
    {"iframe", ELEMENT_RAW},
    {"noembed", ELEMENT_RAW},
    {"noframes", ELEMENT_RAW},
    {"noscript", ELEMENT_RAW},
    {"plaintext", ELEMENT_RAW},
    {"script", ELEMENT_RAW},
    {"style", ELEMENT_RAW},
    {"textarea", ELEMENT_RAW},
    {"title", ELEMENT_RAW},
    {"xmp", ELEMENT_RAW},
};

struct tag {
    struct span name;
    enum element element;
    bool closes;     /* </name> */
    bool is_its_own; /* <name /> */
    bool is_remark;  /* a comment or declaration: no tag, and no harm */
    size_t end;      /* behind it */
};

static enum element classify(const char *name, size_t len) {
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        const char *known = elements[i].name;
        if ((known[0] | 32) == (name[0] | 32) && strlen(known) == len && strncasecmp(known, name, len) == 0) {
            return elements[i].element;
        }
    }
    return ELEMENT_UNKNOWN;
}

/* Behind the mark, or the end of the text. */
static size_t find_behind(const char *data, size_t len, size_t at, const char *mark) {
    const char *found = at < len ? memmem(data + at, len - at, mark, strlen(mark)) : NULL;
    return found ? (size_t)(found - data) + strlen(mark) : len;
}

static size_t find_comment_end(const char *data, size_t len, size_t at) {
    for (const char *found; at < len && (found = memmem(data + at, len - at, "--", 2)); at++) {
        at = (size_t)(found - data);
        size_t behind = at + 2 + (at + 2 < len && data[at + 2] == '!');
        if (behind < len && data[behind] == '>') {
            return behind + 1;
        }
    }
    return len;
}

/* Behind the ">" that ends the tag whose name ends at `at`. Quotation marks count behind "=" alone. */
static size_t find_tag_end(const char *data, size_t len, size_t at) {
    for (bool value = false; at < len && data[at] != '>'; at++) {
        char c = data[at];
        if (value && (c == '"' || c == '\'')) {
            const char *close = memchr(data + at + 1, c, len - at - 1);
            at = close ? (size_t)(close - data) : len - 1;
        }
        value = c == '=' || (value && (ascii_is_blank(c) || ascii_is_newline(c)));
    }
    return at < len ? at + 1 : len;
}

static bool is_at(const char *data, size_t len, size_t at, const char *text) {
    return len - at >= strlen(text) && memcmp(data + at, text, strlen(text)) == 0;
}

/* What starts with the "<" at `at`; false if it is just a sign. */
static bool read_tag(const char *data, size_t len, size_t at, struct tag *tag) {
    *tag = (struct tag){.end = len};
    if (is_at(data, len, at, "<!--")) {
        tag->is_remark = true;
        tag->end = find_comment_end(data, len, at + 2);
    } else if (is_at(data, len, at, "<![CDATA[")) {
        tag->end = find_behind(data, len, at, "]]>");
    } else if (is_at(data, len, at, "<?")) {
        tag->end = find_behind(data, len, at, "?>");
    } else if (is_at(data, len, at, "<%")) {
        tag->end = find_behind(data, len, at, "%>");
    } else if (is_at(data, len, at, "<!")) {
        tag->end = find_behind(data, len, at, ">");
    } else {
        tag->closes = is_at(data, len, at, "</");
        size_t name = at + 1 + tag->closes, stop = name;
        while (stop < len && !ascii_is_one_of(data[stop], " \t\r\n\f/>") && data[stop]) {
            stop++;
        }
        if (name >= len || !ascii_is_letter(data[name])) {
            return false;
        }
        tag->name = (struct span){name, stop};
        tag->element = classify(data + name, stop - name);
        tag->end = find_tag_end(data, len, stop);
        tag->is_its_own = data[tag->end - 1] == '>' && data[tag->end - 2] == '/';
    }
    if (tag->end == len && data[len - 1] != '>') {
        tag->element = ELEMENT_UNKNOWN; /* half a tag: nothing is known of what it stands in */
        tag->is_remark = false;
    }
    return true;
}

/* The end tag of this name, from `at` on: where it starts, or the end of the text. */
static size_t find_end_tag(const char *data, size_t len, size_t at, const char *name, size_t name_len) {
    while (at < len) {
        const char *found = memmem(data + at, len - at, "</", 2);
        at = found ? (size_t)(found - data) : len;
        if (len - at > name_len + 2 && strncasecmp(data + at + 2, name, name_len) == 0 &&
            ascii_is_one_of(data[at + 2 + name_len], " \t\r\n\f/>")) {
            return at;
        }
        at += at < len ? 2 : 0;
    }
    return len;
}

/* --- passages --- */

struct walk {
    const char *data;
    size_t len;
    size_t run; /* where the open passage starts; SIZE_MAX: none is open */
    enum passage_kind kind;
    bool words;          /* it has some */
    bool alone;          /* something is in it that is not understood */
    bool fragment;       /* no tag of a block was seen so far */
    size_t code;         /* open elements of code */
    struct span skipped; /* the name of the element that is stepped over */
    size_t depth;        /* how many of that name are open; 0: none */
    struct passages *out;
};

static void add_lines(const char *data, size_t start, size_t end, struct spans *lines) {
    while (start < end) {
        const char *newline = memchr(data + start, '\n', end - start);
        size_t next = newline ? (size_t)(newline - data) + 1 : end, stop = newline ? next - 1 : end;
        while (start < stop && (ascii_is_blank(data[start]) || data[start] == '\r')) {
            start++;
        }
        while (stop > start && (ascii_is_blank(data[stop - 1]) || data[stop - 1] == '\r')) {
            stop--;
        }
        spans_add(lines, start, stop);
        start = next;
    }
}

static void close_passage(struct walk *walk, size_t end) {
    struct spans lines = {0};
    walk->alone = walk->alone || (walk->fragment && end < walk->len);
    walk->fragment = false;
    if (walk->run != SIZE_MAX && walk->words && !walk->alone && walk->code == 0) {
        add_lines(walk->data, walk->run, end, &lines);
    }
    passages_add(walk->out, walk->kind, &lines);
    walk->run = SIZE_MAX;
    walk->words = walk->alone = false;
    walk->code = 0;
}

static void open_passage(struct walk *walk, enum element element, size_t start) {
    walk->run = start;
    walk->kind = element == ELEMENT_HEADING ? PASSAGE_HEADING
                 : element == ELEMENT_ITEM  ? PASSAGE_LIST_ITEM
                                            : PASSAGE_PARAGRAPH;
}

static bool is_skipped_name(const struct walk *walk, const struct tag *tag) {
    size_t len = walk->skipped.end - walk->skipped.start;
    return tag->name.end - tag->name.start == len &&
           strncasecmp(walk->data + tag->name.start, walk->data + walk->skipped.start, len) == 0;
}

/* Answers where to go on. */
static size_t take_tag(struct walk *walk, size_t at, const struct tag *tag) {
    const char *name = walk->data + tag->name.start;
    if (tag->element == ELEMENT_RAW && !tag->closes) {
        if (walk->depth == 0) {
            close_passage(walk, at);
        }
        return find_end_tag(walk->data, walk->len, tag->end, name, tag->name.end - tag->name.start);
    }
    if (walk->depth > 0) {
        bool same = is_skipped_name(walk, tag);
        walk->depth += same && !tag->closes;
        walk->depth -= same && tag->closes;
        return tag->end;
    }
    switch (tag->element) {
    case ELEMENT_WORDS:
        break;
    case ELEMENT_CODE:
        walk->alone = walk->alone || (tag->closes && walk->code == 0);
        walk->code += tag->closes ? (walk->code > 0 ? SIZE_MAX : 0) : 1;
        break;
    case ELEMENT_UNKNOWN:
        walk->alone = walk->alone || !tag->is_remark;
        break;
    default:
        close_passage(walk, at);
        if (tag->element == ELEMENT_SKIPPED && !tag->closes) {
            walk->skipped = tag->name;
            walk->depth = 1;
        } else if (tag->element >= ELEMENT_PARAGRAPH && tag->element <= ELEMENT_ITEM && !tag->closes &&
                   !tag->is_its_own) {
            open_passage(walk, tag->element, tag->end);
        }
    }
    return tag->end;
}

/* A document that says it is in another encoding than UTF-8 would be given signs that it cannot show. */
static bool has_other_encoding(const char *data, size_t len) {
    static const char *const mine[] = {"utf-8", "utf8", "us-ascii"};
    size_t head = len < 2048 ? len : 2048;
    for (size_t i = 0; i + 16 < head; i++) {
        if ((data[i] | 32) != 'c' || strncasecmp(data + i, "charset=", 8) != 0) {
            continue;
        }
        size_t value = i + 8 + (data[i + 8] == '"' || data[i + 8] == '\'');
        for (size_t k = 0; k < sizeof mine / sizeof *mine; k++) {
            if (strncasecmp(data + value, mine[k], strlen(mine[k])) == 0) {
                return false;
            }
        }
        return true;
    }
    return false;
}

static void find_passages(const char *data, size_t len, struct passages *out) {
    /* Without any block, as the text of a passage is, all of it is one. */
    struct walk walk = {.data = data, .len = len, .fragment = true, .out = out};
    for (size_t at = has_other_encoding(data, len) ? len : 0; at < len;) {
        const char *next = memchr(data + at, '<', len - at);
        size_t end = next ? (size_t)(next - data) : len;
        if (walk.depth == 0 && walk.code == 0 && walk.run != SIZE_MAX && !walk.words) {
            walk.words = passage_holds_letter(data, at, end);
        }
        struct tag tag;
        if (end < len && read_tag(data, len, end, &tag)) {
            at = take_tag(&walk, end, &tag);
            continue;
        }
        walk.alone = walk.alone || end < len;
        at = end < len ? end + 1 : len;
    }
    close_passage(&walk, len);
}

/* --- markup --- */

/* "&amp;", "&#39;": behind it, or `at`. */
static size_t skip_entity(const char *data, size_t end, size_t at) {
    size_t stop = at + 1 + (at + 1 < end && data[at + 1] == '#');
    while (stop < end && stop - at < 34 && (ascii_is_letter(data[stop]) || ascii_is_digit(data[stop]))) {
        stop++;
    }
    return stop < end && stop > at + 1 && data[stop] == ';' ? stop + 1 : at;
}

static void add_words(const char *data, size_t start, size_t end, struct markups *out) {
    size_t plain = start;
    for (size_t at = start; at < end;) {
        size_t behind = data[at] == '&' ? skip_entity(data, end, at) : at;
        if (behind > at) {
            markup_add_plain(data, plain, at, false, out);
            markups_add(out, at, behind, MARKUP_HTML);
            plain = behind;
        }
        at = behind > at ? behind : at + 1;
    }
    markup_add_plain(data, plain, end, false, out);
}

/* Behind the end tag that belongs to this start tag. */
static size_t skip_element(const char *data, size_t len, const struct tag *open) {
    const char *name = data + open->name.start;
    size_t depth = 1, name_len = open->name.end - open->name.start;
    for (size_t at = open->end; at < len;) {
        const char *next = memchr(data + at, '<', len - at);
        struct tag tag;
        at = next ? (size_t)(next - data) : len;
        if (at == len || !read_tag(data, len, at, &tag)) {
            at += at < len;
            continue;
        }
        bool same = tag.name.end - tag.name.start == name_len && name_len > 0 &&
                    strncasecmp(data + tag.name.start, name, name_len) == 0;
        depth += same && !tag.closes;
        if (same && tag.closes && --depth == 0) {
            return tag.end;
        }
        at = tag.end;
    }
    return len;
}

static void find_tags(const char *data, size_t len, struct markups *out) {
    for (size_t at = 0; at < len;) {
        size_t end = at;
        struct tag tag;
        while (end < len && !(data[end] == '<' && read_tag(data, len, end, &tag))) {
            end++;
        }
        add_words(data, at, end, out);
        if (end == len) {
            return;
        }
        bool code = !tag.closes && !tag.is_its_own && tag.element != ELEMENT_WORDS && tag.name.end > tag.name.start;
        at = code ? skip_element(data, len, &tag) : tag.end;
        markups_add(out, end, at, code ? MARKUP_CODE : MARKUP_HTML);
    }
}

static void find_markup(const char *data, size_t len, struct markups *out) {
    struct spans foreign = {0};
    struct markups tags = {0};
    foreign_find(data, len, FOREIGN_TEMPLATES, &foreign);
    find_tags(data, len, &tags);
    foreign_merge(&tags, &foreign, out);
    markups_finish(&tags);
    spans_finish(&foreign);
}

const struct format_row format_html = {
    .name = "html",
    .spoken = "HTML",
    .genre = "docs",
    .genre_by_name = true,
    .language_ids = {"html", "xhtml"},
    .endings = {".html", ".htm", ".xhtml"},
    .find_passages = find_passages,
    .find_markup = find_markup,
    .paired_marks = "<>",
    .has_markup = true,
    .is_typed_as_printed = true,
    .ampersand_is_markup = true,
};
