/* A passage from notes: a sentence for each note, as plain as the notes are. Whom a mail is to and from become its
 * first and last line; with which words, only a preference can say. */
#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/stylist/notes.h"
#include "core/stylist/trait.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct draft {
    struct buf body;
    char *to;
    char *from;
};

/* "- to: Ann" -> the text behind the label. */
static char *copy_label(const char *line, size_t len, const char *label) {
    size_t label_len = strlen(label);
    if (len <= label_len || strncmp(line, label, label_len) != 0) {
        return NULL;
    }
    return mem_copy(line + label_len, len - label_len);
}

static void add_sentence(struct buf *body, const char *note, size_t len) {
    if (body->len > 0) {
        buf_append_char(body, ' ');
    }
    buf_append_char(body, (char)toupper((unsigned char)note[0]));
    buf_append(body, note + 1, len - 1);
    if (!strchr(".!?", note[len - 1])) {
        buf_append_char(body, '.');
    }
}

static void read_note(struct draft *draft, const char *line, size_t len) {
    size_t mark = strspn(line, " \t");
    mark += strncmp(line + mark, "- ", 2) == 0 || strncmp(line + mark, "* ", 2) == 0 ? 2 : 0;
    while (len > mark && isspace((unsigned char)line[len - 1])) {
        len--;
    }
    if (len <= mark) {
        return;
    }
    char *to = copy_label(line + mark, len - mark, NOTES_TO);
    char *from = to ? NULL : copy_label(line + mark, len - mark, NOTES_FROM);
    if (to && !draft->to) {
        draft->to = to;
    } else if (from && !draft->from) {
        draft->from = from;
    } else {
        free(to);
        free(from);
        add_sentence(&draft->body, line + mark, len - mark);
    }
}

/* Whether any preference speaks about the trait. */
static bool is_asked_about(const struct list *preferences, const char *id) {
    bool found = false;
    for (size_t i = 0; preferences && i < preferences->count; i++) {
        struct list single = {0};
        stylist_split(preferences->items[i], &single);
        for (size_t j = 0; j < single.count; j++) {
            const struct trait *trait;
            size_t value;
            found = found ||
                    (stylist_read_preference(single.items[j], &trait, &value) && strcmp(trait_get_id(trait), id) == 0);
        }
        list_finish(&single);
    }
    return found;
}

/* Takes the sign of neutral numbers out: "three × files" are three files once a preference says how to write them. */
static void drop_times(struct buf *body) {
    for (char *at; body->len > 0 && (at = strstr(body->data, NOTES_TIMES));) {
        buf_remove(body, (size_t)(at - body->data), strlen(NOTES_TIMES));
    }
}

char *stylist_write(const char *notes, enum format format, const struct list *preferences) {
    struct draft draft = {.to = NULL};
    for (const char *line = notes; *line;) {
        size_t len = strcspn(line, "\n");
        read_note(&draft, line, len);
        line += len + (line[len] == '\n');
    }
    if (is_asked_about(preferences, "numerals")) {
        drop_times(&draft.body);
    }
    struct buf text = {0};
    if (draft.to) {
        buf_printf(&text, "%s%s,\n\n", is_asked_about(preferences, "greeting") ? "Hello " : "", draft.to);
    }
    buf_append_text(&text, buf_get(&draft.body));
    if (draft.from) {
        buf_printf(&text, "\n\n%s%s", is_asked_about(preferences, "sign_off") ? "Regards,\n" : "", draft.from);
    }
    char *result = stylist_draft(buf_get(&text), format, preferences);
    buf_finish(&text);
    buf_finish(&draft.body);
    free(draft.to);
    free(draft.from);
    return result;
}
