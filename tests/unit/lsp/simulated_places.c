/* Places in a simulated document, drawn by lot, and what is done there. */
#include "tests/unit/lsp/simulated_actions.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

size_t session_below(struct session *session, size_t limit) {
    return limit ? random_below(&session->random, limit) : 0;
}

/* --- places --- */

bool glyphs_split_line_end(const struct glyphs *text, size_t at) {
    return at > 0 && at < text->count && text->items[at - 1].c == '\r' && text->items[at].c == '\n';
}

size_t session_pick_place(struct session *session, const struct simulated *document) {
    size_t at = session_below(session, document->text.count + 1);
    return glyphs_split_line_end(&document->text, at) ? at - 1 : at;
}

size_t session_pick_word(struct session *session, const struct simulated *document) {
    const struct glyphs *text = &document->text;
    size_t at = session_pick_place(session, document);
    while (at < text->count && !(glyph_is_word(&text->items[at]) && (at == 0 || glyph_is_space(&text->items[at - 1]))))
        at++;
    return at;
}

size_t glyphs_find_word_end(const struct glyphs *text, size_t at) {
    while (at < text->count && glyph_is_word(&text->items[at]))
        at++;
    return at;
}

bool glyphs_is_ambiguous(const struct glyphs *text, size_t start, size_t end, const struct glyphs *piece) {
    const struct glyph *items = text->items;
    return (end < text->count && items[end].c == piece->items[0].c) ||
           (start > 0 && items[start - 1].c == piece->items[piece->count - 1].c);
}

struct glyphs simulated_copy_range(const struct simulated *document, size_t start, size_t end) {
    struct glyphs copy = {0};
    glyphs_copy(&copy, &document->text, start, end);
    return copy;
}

bool session_pick_range(struct session *session, const struct simulated *document, size_t least, size_t most,
                        size_t *start, size_t *end) {
    const struct glyphs *text = &document->text;
    *start = session_pick_word(session, document);
    *end = *start + least + session_below(session, most - least + 1);
    if (*end > text->count)
        return false;
    while (*end < text->count && !glyph_is_space(&text->items[*end]))
        ++*end;
    if (*end < text->count && session_below(session, 2) && text->items[*end].c == ' ')
        ++*end;
    if (glyphs_split_line_end(text, *end))
        --*end;
    struct glyphs piece = simulated_copy_range(document, *start, *end);
    size_t words = 0;
    for (size_t k = 0; k < piece.count; k++)
        words += !glyph_is_space(&piece.items[k]);
    bool good = words >= least && !(document->sync == SYNC_WHOLE && glyphs_is_ambiguous(text, *start, *end, &piece));
    glyphs_finish(&piece);
    return good;
}

void simulated_insert(struct simulated *document, size_t at, const struct glyphs *text) {
    simulated_replace(document, at, at, text);
}

void simulated_insert_text(struct simulated *document, size_t at, const char *text, enum origin origin, int64_t id) {
    struct glyphs glyphs = {0};
    glyphs_add(&glyphs, text, origin, id);
    simulated_insert(document, at, &glyphs);
    glyphs_finish(&glyphs);
}
