/* The editor's side. What a protocol cannot tell is told here as rules, each on its own: a text that was there before
 * has the origins it had (go_back), whatever keys led to it. */
#include "tests/unit/lsp/simulated.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- characters --- */

static void add_glyph(struct glyphs *glyphs, struct glyph glyph) {
    MEM_RESERVE(glyphs->items, glyphs->count, glyphs->capacity);
    glyphs->items[glyphs->count++] = glyph;
}

void glyphs_add(struct glyphs *glyphs, const char *text, enum origin origin, int64_t suggestion) {
    size_t len = strlen(text);
    for (size_t at = 0; at < len;)
        add_glyph(glyphs, (struct glyph){(uint32_t)utf8_next(text, len, &at), (uint8_t)origin, suggestion});
}

void glyphs_copy(struct glyphs *to, const struct glyphs *from, size_t start, size_t end) {
    for (size_t k = start; k < end; k++)
        add_glyph(to, from->items[k]);
}

void glyphs_finish(struct glyphs *glyphs) {
    free(glyphs->items);
    *glyphs = (struct glyphs){0};
}

bool glyph_is_space(const struct glyph *glyph) {
    return utf8_is_space((int32_t)glyph->c);
}

bool glyph_is_word(const struct glyph *glyph) {
    return utf8_is_letter((int32_t)glyph->c) || utf8_is_digit((int32_t)glyph->c);
}

char *glyphs_encode(const struct glyphs *glyphs, size_t start, size_t end) {
    char *text = mem_alloc((end - start) * 4 + 1), *at = text;
    for (size_t k = start; k < end; k++) {
        if (glyphs->items[k].c < 0x80)
            *at++ = (char)glyphs->items[k].c;
        else
            at += utf8_encode((int32_t)glyphs->items[k].c, at);
    }
    return text;
}

static uint64_t hash_glyphs(const struct glyphs *glyphs) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t k = 0; k < glyphs->count; k++)
        hash = (hash ^ glyphs->items[k].c) * 0x100000001b3u;
    return hash;
}

static void replace_glyphs(struct glyphs *text, size_t start, size_t end, const struct glyphs *new) {
    size_t count = text->count - (end - start) + new->count;
    if (count > text->capacity) {
        text->capacity = count * 2;
        text->items = mem_grow(text->items, text->capacity, sizeof *text->items);
    }
    memmove(text->items + start + new->count, text->items + end, (text->count - end) * sizeof *text->items);
    if (new->count)
        memcpy(text->items + start, new->items, new->count * sizeof *text->items);
    text->count = count;
}

/* --- positions, by the words of the specification --- */

static int count_units(enum encoding encoding, uint32_t c) {
    if (encoding == ENCODING_UTF32)
        return 1;
    if (encoding == ENCODING_UTF16)
        return c > 0xFFFF ? 2 : 1;
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

static cJSON *format_position(const struct simulated *document, size_t offset) {
    const struct glyphs *text = &document->text;
    int line = 0, character = 0;
    for (size_t k = 0; k < offset; k++) {
        uint32_t c = text->items[k].c;
        character += count_units(document->server->client.encoding, c);
        if (c == '\n' || (c == '\r' && (k + 1 == text->count || text->items[k + 1].c != '\n'))) {
            line++;
            character = 0;
        }
    }
    cJSON *position = cJSON_CreateObject();
    cJSON_AddNumberToObject(position, "line", line);
    cJSON_AddNumberToObject(position, "character", character);
    return position;
}

/* --- states --- */

static void free_states(struct simulated *document) {
    for (size_t k = 0; k < document->state_count; k++)
        glyphs_finish(&document->states[k].text);
    free(document->states);
    document->states = NULL;
    document->state_count = document->state_capacity = 0;
}

static void keep_state(struct simulated *document) {
    MEM_RESERVE(document->states, document->state_count, document->state_capacity);
    struct past_state *state = &document->states[document->state_count++];
    *state = (struct past_state){.hash = hash_glyphs(&document->text)};
    glyphs_copy(&state->text, &document->text, 0, document->text.count);
}

/* The newest earlier state with this text, if there is one: its origins hold again. */
static void go_back(struct simulated *document) {
    uint64_t hash = hash_glyphs(&document->text);
    for (size_t k = document->state_count; k-- > 0;) {
        const struct past_state *state = &document->states[k];
        if (state->hash == hash && state->text.count == document->text.count) {
            memcpy(document->text.items, state->text.items, state->text.count * sizeof *state->text.items);
            return;
        }
    }
}

/* --- changing --- */

struct document *simulated_get(const struct simulated *document) {
    return editor_document_get(documents_find(&document->server->documents, document->uri));
}

static cJSON *name_document(const struct simulated *document, cJSON *params) {
    cJSON *named = cJSON_AddObjectToObject(params, "textDocument");
    cJSON_AddStringToObject(named, "uri", document->uri);
    return named;
}

static cJSON *format_change(const struct simulated *document, size_t start, size_t end, const struct glyphs *new) {
    cJSON *change = cJSON_CreateObject();
    cJSON *range = cJSON_AddObjectToObject(change, "range");
    cJSON_AddItemToObject(range, "start", format_position(document, start));
    cJSON_AddItemToObject(range, "end", format_position(document, end));
    char *text = glyphs_encode(new, 0, new->count);
    cJSON_AddStringToObject(change, "text", text);
    free(text);
    return change;
}

/* Without a word for the undo stack. */
static void replace_quietly(struct simulated *document, size_t start, size_t end, const struct glyphs *new) {
    if (!document->changes)
        document->changes = cJSON_CreateArray();
    if (document->sync == SYNC_CHANGES)
        cJSON_AddItemToArray(document->changes, format_change(document, start, end, new));
    replace_glyphs(&document->text, start, end, new);
    if (document->sync == SYNC_CHANGES) {
        go_back(document);
        keep_state(document);
    }
}

void simulated_replace(struct simulated *document, size_t start, size_t end, const struct glyphs *new) {
    MEM_RESERVE(document->open.steps, document->open.count, document->open.capacity);
    struct step *step = &document->open.steps[document->open.count++];
    *step = (struct step){.start = start};
    glyphs_copy(&step->old, &document->text, start, end);
    glyphs_copy(&step->new, new, 0, new->count);
    replace_quietly(document, start, end, new);
}

void simulated_set_origins(struct simulated *document, size_t start, const struct glyphs *as) {
    const struct past_state *state = &document->states[document->state_count - 1];
    memcpy(document->text.items + start, as->items, as->count * sizeof *as->items);
    memcpy(state->text.items + start, as->items, as->count * sizeof *as->items);
}

void simulated_send(struct simulated *document) {
    if (!document->changes)
        return;
    if (document->sync == SYNC_WHOLE) {
        cJSON *change = cJSON_CreateObject();
        char *text = glyphs_encode(&document->text, 0, document->text.count);
        cJSON_AddStringToObject(change, "text", text);
        cJSON_AddItemToArray(document->changes, change);
        free(text);
        go_back(document);
        keep_state(document);
    }
    cJSON *params = cJSON_CreateObject();
    cJSON_AddNumberToObject(name_document(document, params), "version", (double)++document->version);
    cJSON_AddItemToObject(params, "contentChanges", document->changes);
    document->changes = NULL;
    handle_did_change(document->server, params);
    cJSON_Delete(params);
    document->sent++;
    simulated_compare(document);
}

/* --- undo --- */

static void free_group(struct group *group) {
    for (size_t k = 0; k < group->count; k++) {
        glyphs_finish(&group->steps[k].old);
        glyphs_finish(&group->steps[k].new);
    }
    free(group->steps);
    *group = (struct group){0};
}

void simulated_end_action(struct simulated *document) {
    simulated_send(document);
    if (!document->open.count)
        return;
    MEM_RESERVE(document->undo, document->undo_count, document->undo_capacity);
    document->undo[document->undo_count++] = document->open;
    document->open = (struct group){0};
    while (document->redo_count)
        free_group(&document->redo[--document->redo_count]);
}

/* The text before or behind a group, as one replacement of all that it touched: editors that compare texts. */
static void undo_at_once(struct simulated *document, const struct group *group, bool redo) {
    struct glyphs after = {0}, new = {0};
    glyphs_copy(&after, &document->text, 0, document->text.count);
    for (size_t i = 0; i < group->count; i++) {
        const struct step *step = &group->steps[redo ? i : group->count - 1 - i];
        const struct glyphs *from = redo ? &step->old : &step->new, *to = redo ? &step->new : &step->old;
        replace_glyphs(&after, step->start, step->start + from->count, to);
    }
    size_t front = 0, back = 0, least = after.count < document->text.count ? after.count : document->text.count;
    while (front < least && after.items[front].c == document->text.items[front].c)
        front++;
    while (back < least - front &&
           after.items[after.count - 1 - back].c == document->text.items[document->text.count - 1 - back].c)
        back++;
    /* Whole lines. */
    while (front > 0 && after.items[front - 1].c != '\n')
        front--;
    while (back > 0 && back < after.count && after.items[after.count - back - 1].c != '\n')
        back--;
    glyphs_copy(&new, &after, front, after.count - back);
    replace_quietly(document, front, document->text.count - back, &new);
    glyphs_finish(&after);
    glyphs_finish(&new);
}

static void undo_in_steps(struct simulated *document, const struct group *group, bool redo) {
    for (size_t i = 0; i < group->count; i++) {
        const struct step *step = &group->steps[redo ? i : group->count - 1 - i];
        const struct glyphs *from = redo ? &step->old : &step->new, *to = redo ? &step->new : &step->old;
        replace_quietly(document, step->start, step->start + from->count, to);
    }
}

void simulated_undo(struct simulated *document, bool composite, bool redo) {
    struct group **from = redo ? &document->redo : &document->undo, **to = redo ? &document->undo : &document->redo;
    size_t *from_count = redo ? &document->redo_count : &document->undo_count;
    size_t *to_count = redo ? &document->undo_count : &document->redo_count;
    size_t *to_capacity = redo ? &document->undo_capacity : &document->redo_capacity;
    if (!*from_count)
        return;
    struct group group = (*from)[--*from_count];
    (composite ? undo_at_once : undo_in_steps)(document, &group, redo);
    simulated_send(document);
    MEM_RESERVE(*to, *to_count, *to_capacity);
    (*to)[(*to_count)++] = group;
}

/* --- files --- */

static void set_path(struct simulated *document, const char *path) {
    char *copy = mem_copy_text(path);
    free(document->path);
    free(document->uri);
    document->path = copy;
    document->uri = convert_path_to_uri(copy);
}

static void send_open(struct simulated *document) {
    cJSON *params = cJSON_CreateObject(), *item = name_document(document, params);
    char *text = glyphs_encode(&document->text, 0, document->text.count);
    cJSON_AddStringToObject(item, "languageId", "markdown");
    cJSON_AddNumberToObject(item, "version", (double)++document->version);
    cJSON_AddStringToObject(item, "text", text);
    handle_did_open(document->server, params);
    free(text);
    cJSON_Delete(params);
    simulated_compare(document);
}

void simulated_open(struct simulated *document, struct server *server, enum sync sync, const char *path,
                    const char *text) {
    *document = (struct simulated){.server = server, .sync = sync, .doing = "opening"};
    set_path(document, path);
    glyphs_add(&document->text, text, ORIGIN_DISK, 0);
    keep_state(document);
    send_open(document);
}

void simulated_close(struct simulated *document) {
    cJSON *params = cJSON_CreateObject();
    name_document(document, params);
    handle_did_close(document->server, params);
    cJSON_Delete(params);
}

void simulated_reopen(struct simulated *document, const char *path) {
    set_path(document, path);
    send_open(document);
}

void simulated_save(struct simulated *document) {
    cJSON *params = cJSON_CreateObject();
    char *text = glyphs_encode(&document->text, 0, document->text.count);
    assert_true(path_write(document->path, text, strlen(text), NULL));
    name_document(document, params);
    handle_did_save(document->server, params);
    free(text);
    cJSON_Delete(params);
}

void simulated_finish(struct simulated *document) {
    free_group(&document->open);
    while (document->undo_count)
        free_group(&document->undo[--document->undo_count]);
    while (document->redo_count)
        free_group(&document->redo[--document->redo_count]);
    free(document->undo);
    free(document->redo);
    free_states(document);
    glyphs_finish(&document->text);
    free(document->uri);
    free(document->path);
    *document = (struct simulated){0};
}

/* --- comparing --- */

void simulated_compare(struct simulated *document) {
    static const char *const names[] = {"disk", "typed", "pasted", "suggested"};
    const struct document *theirs = simulated_get(document);
    const struct text *text = document_get_text(theirs);
    const struct origins *origins = document_get_origins(theirs);
    char *ours = glyphs_encode(&document->text, 0, document->text.count);
    size_t equal = 0;
    while (ours[equal] && ours[equal] == text_get_data(text)[equal])
        equal++;
    if (strlen(ours) != text_get_len(text) || equal != text_get_len(text))
        fail_msg("%s, message %zu: the text differs at byte %zu: %.40s|%.40s", document->doing, document->sent, equal,
                 ours + equal, text_get_data(text) + equal);
    assert_int_equal(origins->len, text_get_len(text));
    size_t run = 0, left = origins->count ? origins->runs[0].len : 0, offset = 0;
    for (size_t k = 0; k < document->text.count; k++) {
        const struct glyph *glyph = &document->text.items[k];
        const struct origin_run *theirs_here = &origins->runs[run];
        bool same = glyph->origin == theirs_here->origin && glyph->suggestion == theirs_here->suggestion;
        if (!same && glyph->origin != ORIGIN_ANY && !glyph_is_space(glyph))
            fail_msg("%s, message %zu: character %zu is %s (%lld), not %s (%lld): %.20s|%.40s", document->doing,
                     document->sent, k, names[theirs_here->origin], (long long)theirs_here->suggestion,
                     names[glyph->origin], (long long)glyph->suggestion, ours + (offset > 20 ? offset - 20 : 0),
                     ours + offset);
        for (size_t bytes = glyph->c < 0x80      ? 1
                            : glyph->c < 0x800   ? 2
                            : glyph->c < 0x10000 ? 3
                                                 : 4;
             bytes > 0; bytes--) {
            offset++;
            if (--left == 0 && ++run < origins->count)
                left = origins->runs[run].len;
        }
    }
    free(ours);
}
