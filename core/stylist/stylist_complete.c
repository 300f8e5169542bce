/* Completions from what the person has written before: where the last words in front of the cursor stood there, too,
 * and what came next was mostly the same, that is offered again. No phrase is ours.
 *
 * The longest context that is known decides. A continuation grows token by token as long as most places agree, ends
 * with the sentence, and is offered only if it has some words: less is typed faster than it is read. */
#include "core/stylist/stylist.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/text/token.h"

#include <stdlib.h>
#include <string.h>

#define CONTEXT_MAX   8 /* tokens: words and signs */
#define CONTEXT_MIN   3 /* of so few all places have to go on in the same way */
#define CONTEXT_ALONE 6 /* of so many one place is enough */
#define WORDS_MIN     3 /* in what is offered */
#define TOKENS_MAX    14
#define SHARE         0.7 /* of the places go on in the same way, or else none is offered */

struct memory { /* one text that the person wrote */
    const char *data;
    struct tokens tokens;
};

struct place {
    const struct memory *memory;
    size_t next; /* token behind the context */
};

struct places {
    struct place *items;
    size_t count;
    size_t capacity;
};

static bool is_apart(const struct memory *memory, size_t token) {
    const struct tokens *tokens = &memory->tokens;
    return token > 0 &&
           white_classify(memory->data, tokens->spans[token - 1].end, tokens->spans[token].start) == WHITE_EMPTY_LINE;
}

/* How many of the last ids stand in front of this token. */
static size_t measure_context(const struct memory *memory, size_t next, const uint32_t *ids, size_t count) {
    size_t same = 0;
    while (same < count && same < next && memory->tokens.ids[next - 1 - same] == ids[count - 1 - same] &&
           !is_apart(memory, next - same))
        same++;
    return same;
}

/* The places behind the longest known context, and its length. */
static size_t find_places(const struct memory *memories, size_t count, const uint32_t *ids, size_t id_count,
                          struct places *out) {
    size_t best = CONTEXT_MIN;
    for (size_t i = 0; i < count; i++) {
        for (size_t next = 1; next < memories[i].tokens.count; next++) {
            size_t same = measure_context(&memories[i], next, ids, id_count);
            if (same < best || is_apart(&memories[i], next)) /* nothing follows there */
                continue;
            out->count = same > best ? 0 : out->count;
            best = same;
            MEM_RESERVE(out->items, out->count, out->capacity);
            out->items[out->count++] = (struct place){&memories[i], next};
        }
    }
    return best;
}

static const struct tokens *tokens_of(const struct place *place) {
    return &place->memory->tokens;
}

static bool has_token(const struct place *place, size_t step) {
    size_t token = place->next + step;
    return token < tokens_of(place)->count && !is_apart(place->memory, token);
}

/* The token that most places go on with, and in how many. */
static size_t find_next(const struct places *places, size_t step, uint32_t *id) {
    size_t most = 0;
    for (size_t i = 0; i < places->count; i++) {
        size_t count = 0;
        if (!has_token(&places->items[i], step))
            continue;
        uint32_t mine = tokens_of(&places->items[i])->ids[places->items[i].next + step];
        for (size_t k = 0; k < places->count; k++)
            count += has_token(&places->items[k], step) &&
                     tokens_of(&places->items[k])->ids[places->items[k].next + step] == mine;
        if (count > most) {
            most = count;
            *id = mine;
        }
    }
    return most;
}

static void keep_agreeing(struct places *places, size_t step, uint32_t id) {
    size_t kept = 0;
    for (size_t i = 0; i < places->count; i++)
        if (has_token(&places->items[i], step) && tokens_of(&places->items[i])->ids[places->items[i].next + step] == id)
            places->items[kept++] = places->items[i];
    places->count = kept;
}

static bool is_word(const struct place *place, size_t step) {
    size_t offset = tokens_of(place)->spans[place->next + step].start;
    int32_t c = utf8_next(place->memory->data, tokens_of(place)->spans[place->next + step].end, &offset);
    return utf8_is_letter(c) || utf8_is_digit(c);
}

static bool ends_sentence(const struct place *place, size_t step) {
    return strchr(".!?", place->memory->data[tokens_of(place)->spans[place->next + step].start]) != NULL;
}

/* How many tokens all of the places that are left have in common, with the last that is a word or ends a sentence. */
static size_t grow(struct places *places, size_t context) {
    size_t all = places->count, words = 0, end = 0;
    double share = context > CONTEXT_MIN ? SHARE : 1;
    for (size_t step = 0; step < TOKENS_MAX; step++) {
        uint32_t id = 0;
        size_t agree = find_next(places, step, &id), ended = 0; /* a text that ends says nothing */
        for (size_t i = 0; i < places->count; i++)
            ended += !has_token(&places->items[i], step);
        all -= ended;
        bool alone = all == 1 && context >= CONTEXT_ALONE;
        if (agree == 0 || (double)agree < share * (double)all || (agree < 2 && !alone))
            break;
        keep_agreeing(places, step, id);
        bool last = ends_sentence(places->items, step);
        words += is_word(places->items, step);
        end = last || is_word(places->items, step) ? step + 1 : end;
        if (last)
            break;
    }
    return words >= WORDS_MIN ? end : 0;
}

/* As it stands there, on one line. */
static char *copy_continuation(const struct place *place, size_t steps, bool spaced) {
    const struct tokens *tokens = tokens_of(place);
    size_t at = place->next > 0 ? tokens->spans[place->next - 1].end : 0;
    size_t end = tokens->spans[place->next + steps - 1].end;
    struct buf buf = {0};
    bool space = false;
    for (; at < end; at++) {
        char c = place->memory->data[at];
        bool white = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (space && !white && (buf.len > 0 || !spaced))
            buf_append_char(&buf, ' ');
        if (!white)
            buf_append_char(&buf, c);
        space = white;
    }
    return buf_take(&buf);
}

static bool stands_behind(const char *text, const char *after) {
    text += strspn(text, " ");
    after += strspn(after, " \t\n");
    size_t len = strcspn(text, " ");
    return len > 0 && strncmp(text, after, len) == 0;
}

static char *predict(const struct memory *memories, size_t count, const struct memory *before, const char *after) {
    const struct tokens *tokens = &before->tokens;
    size_t context = 0, len = strlen(before->data);
    while (context < CONTEXT_MAX && context < tokens->count &&
           (context == 0 || !is_apart(before, tokens->count - context)))
        context++;
    struct places places = {0};
    size_t known = find_places(memories, count, tokens->ids + tokens->count - context, context, &places);
    size_t steps = places.count ? grow(&places, known) : 0;
    bool spaced = len > 0 && strchr(" \t\n", before->data[len - 1]);
    char *text = steps ? copy_continuation(places.items, steps, spaced) : mem_copy_text("");
    free(places.items);
    if (!stands_behind(text, after))
        return text;
    free(text);
    return mem_copy_text("");
}

static bool begins_inside_word(const char *after) {
    size_t offset = 0;
    int32_t c = *after ? utf8_next(after, strlen(after), &offset) : ' ';
    return utf8_is_letter(c) || utf8_is_digit(c);
}

char *stylist_complete(const char *before, const char *after, const struct example *examples, size_t count) {
    struct vocabulary *vocabulary = vocabulary_create();
    struct memory *memories = mem_alloc((count + 1) * sizeof *memories), *now = &memories[count];
    for (size_t i = 0; i < count; i++)
        memories[i] = (struct memory){.data = examples[i].text};
    *now = (struct memory){.data = before};
    for (size_t i = 0; i <= count; i++)
        tokens_find(memories[i].data, strlen(memories[i].data), vocabulary, &memories[i].tokens);
    char *text = begins_inside_word(after) ? mem_copy_text("") : predict(memories, count, now, after);
    for (size_t i = 0; i <= count; i++)
        tokens_finish(&memories[i].tokens);
    free(memories);
    vocabulary_destroy(vocabulary);
    return text;
}
