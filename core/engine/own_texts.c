/* Reading them takes a few milliseconds, so they are not kept: what was forgotten a moment ago is not offered again. */
#include "core/engine/own_texts.h"

#include "core/base/mem.h"

#include <stdlib.h>
#include <string.h>

#define NEAR_BYTES  60000 /* of the document, on either side of the cursor */
#define TOTAL_BYTES 250000

static void add(struct own_texts *texts, const char *data, size_t len) {
    MEM_RESERVE(texts->items, texts->count, texts->capacity);
    texts->items[texts->count++] = (struct example){.text = mem_copy(data, len)};
    texts->bytes += len;
}

static bool on_sample(void *arg, const struct store_sample *sample) {
    struct own_texts *texts = arg;
    add(texts, sample->text, strlen(sample->text));
    return texts->bytes < TOTAL_BYTES;
}

void own_texts_collect(const struct open_document *opened, size_t offset, struct own_texts *out) {
    const struct text *text = document_get_text(opened->document);
    const char *data = text_get_data(text);
    size_t len = text_get_len(text), start = offset > NEAR_BYTES ? offset - NEAR_BYTES : 0;
    size_t end = len - offset > NEAR_BYTES ? offset + NEAR_BYTES : len;
    struct error ignored = {0}; /* no store: then only the document */
    while (start < offset && ((unsigned char)data[start] & 0xC0) == 0x80)
        start++;
    while (end > offset && end < len && ((unsigned char)data[end] & 0xC0) == 0x80)
        end--;
    add(out, data + start, offset - start);
    add(out, data + offset, end - offset);
    if (opened->project->store)
        store_visit_samples(opened->project->store, 0, on_sample, out, &ignored);
}

void own_texts_finish(struct own_texts *texts) {
    for (size_t i = 0; i < texts->count; i++)
        free((char *)texts->items[i].text);
    free(texts->items);
    *texts = (struct own_texts){0};
}
