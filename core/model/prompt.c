/* Templates: loading, checking and filling them in. A template is kept as its text; `next_part` cuts it into plain
 * text, holes and section marks, and both the check at load time and the filling walk over these parts. */
#include "core/model/prompt.h"

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/base/utf8.h"
#include "core/model/prompt_builtin.h"
#include "core/model/prompt_hole.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TEMPLATE_BYTES_MAX 65536u /* the longest of ours has 3 kB; more is some other file */
#define SECTION_DEPTH_MAX  4

struct template {
    char *system;
    char *user;
};

struct prompts {
    struct template templates[OP_COUNT];
};

enum part_kind { PART_TEXT, PART_HOLE, PART_OPEN, PART_CLOSE };

struct part {
    enum part_kind kind;
    const char *data; /* text, or the name */
    size_t len;
};

/* What stands behind the line break that a section mark alone on its line takes with it; NULL if it is not alone. */
static const char *find_line_end(const char *template, const char *open, const char *close) {
    if (open > template && open[-1] != '\n') {
        return NULL;
    }
    close += strspn(close, " \t\r");
    return *close == '\n' ? close + 1 : *close == '\0' ? close : NULL;
}

/* Cuts the next part off at *at. false at the end. A "{{" that is never closed is text: check_part refuses it. */
static bool next_part(const char *template, const char **at, struct part *part) {
    const char *open = strstr(*at, "{{"), *close = open ? strstr(open, "}}") : NULL;
    if (**at == '\0') {
        return false;
    }
    if (!close || open > *at) {
        *part = (struct part){PART_TEXT, *at, close ? (size_t)(open - *at) : strlen(*at)};
        *at += part->len;
        return true;
    }
    char mark = open[2];
    part->kind = mark == '#' ? PART_OPEN : mark == '/' ? PART_CLOSE : PART_HOLE;
    part->data = open + (part->kind == PART_HOLE ? 2 : 3);
    part->len = (size_t)(close - part->data);
    *at = close + 2;
    if (part->kind != PART_HOLE) {
        const char *end = find_line_end(template, open, *at);
        *at = end ? end : *at;
    }
    return true;
}

/* --- checking --- */

struct check {
    enum op op;
    const char *path;
    const char *file; /* the whole text, for line numbers */
    unsigned used;    /* bits by hole */
    enum hole sections[SECTION_DEPTH_MAX];
    int depth;
};

static bool refuse(const struct check *check, const char *at, struct error *error, const char *what) {
    int line = 1;
    for (const char *c = check->file; c < at; c++) {
        line += *c == '\n';
    }
    return error_set(error, ERROR_USAGE, "%s:%d: %s; the built-in prompt serves", check->path, line, what);
}

static bool refuse_hole(const struct check *check, const struct part *part, struct error *error) {
    struct buf what = {0};
    int len = part->len < 24 ? (int)part->len : 24;
    buf_printf(&what, "no hole {{%.*s}} in %s; there are", len, part->data, op_name(check->op));
    for (int i = 0; i < HOLE_COUNT; i++) {
        if (hole_is_allowed((enum hole)i, check->op)) {
            buf_printf(&what, " %s", hole_name((enum hole)i));
        }
    }
    refuse(check, part->data, error, buf_get(&what));
    buf_finish(&what);
    return false;
}

static bool check_part(struct check *check, const struct part *part, struct error *error) {
    enum hole hole;
    if (part->kind == PART_TEXT) {
        for (size_t i = 0; i + 1 < part->len; i++) {
            if (part->data[i] == '{' && part->data[i + 1] == '{') {
                return refuse(check, part->data + i, error, "\"{{\" without \"}}\"");
            }
        }
        return true;
    }
    if (!hole_parse(part->data, part->len, &hole) || !hole_is_allowed(hole, check->op)) {
        return refuse_hole(check, part, error);
    }
    if (part->kind == PART_HOLE) {
        check->used |= 1u << hole;
    } else if (part->kind == PART_OPEN) {
        if (check->depth == SECTION_DEPTH_MAX) {
            return refuse(check, part->data, error, "sections nested too deeply");
        }
        check->sections[check->depth++] = hole;
    } else if (check->depth == 0 || check->sections[--check->depth] != hole) {
        return refuse(check, part->data, error, "a section ends that was not begun, or not last");
    }
    return true;
}

static bool check_message(struct check *check, const char *message, struct error *error) {
    const char *at = message;
    struct part part;
    while (next_part(message, &at, &part)) {
        if (!check_part(check, &part, error)) {
            return false;
        }
    }
    return check->depth == 0 || refuse(check, at, error, "a section does not end");
}

/* The line "---"; *behind is the line after it. NULL if there is none. */
static const char *find_divider(const char *file, const char **behind) {
    for (const char *line = file; line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        size_t end = 3 + strspn(line + (strncmp(line, "---", 3) == 0 ? 3 : 0), " \t\r");
        if (strncmp(line, "---", 3) == 0 && line[end] == '\n') {
            *behind = line + end + 1;
            return line;
        }
    }
    return NULL;
}

static char *copy_trimmed(const char *start, const char *end) {
    while (start < end && strchr(" \t\r\n", *start)) {
        start++;
    }
    while (end > start && strchr(" \t\r\n", end[-1])) {
        end--;
    }
    return mem_copy(start, (size_t)(end - start));
}

/* Checks in place, where lines can be counted; on success *out holds copies. file is written to. */
static bool parse(enum op op, const char *path, char *file, size_t len, struct template *out, struct error *error) {
    struct check check = {.op = op, .path = path, .file = file};
    if (!utf8_is_valid(file, len) || strlen(file) != len) {
        return refuse(&check, file, error, "not UTF-8 text");
    }
    const char *user, *divider = find_divider(file, &user);
    if (!divider) {
        return refuse(&check, file + len, error, "no line \"---\" between system and user message");
    }
    char *end = file + (divider - file), kept = *end;
    *end = '\0';
    bool ok = check_message(&check, file, error);
    *end = kept;
    if (!ok || !check_message(&check, user, error)) {
        return false;
    }
    enum hole missing;
    if (hole_find_missing(op, check.used, &missing)) {
        char what[64] = "the hole {{";
        strcat(strcat(what, hole_name(missing)), "}} is missing");
        return refuse(&check, file + len, error, what);
    }
    out->system = copy_trimmed(file, divider);
    out->user = copy_trimmed(user, file + len);
    return true;
}

static bool load_override(const char *folder, enum op op, struct template *out, struct error *error) {
    char *name = mem_format("%s.txt", op_name(op)), *path = path_join(folder, name);
    struct buf file = {0};
    bool ok = access(path, F_OK) == 0;
    if (ok) {
        ok = path_read(path, TEMPLATE_BYTES_MAX, &file, error);
        buf_append_text(&file, "");
        ok = ok && (file.data || (file.data = mem_copy_text("")));
        ok = ok && parse(op, path, file.data, file.len, out, error);
    }
    buf_finish(&file);
    free(path);
    free(name);
    return ok;
}

struct prompts *prompts_load(const char *folder, struct error *error) {
    struct prompts *prompts = mem_alloc(sizeof *prompts);
    bool reported = false;
    for (int i = 0; i < OP_COUNT; i++) {
        struct error problem = {0};
        if (folder && load_override(folder, (enum op)i, &prompts->templates[i], &problem)) {
            continue;
        }
        if (problem.kind != ERROR_NONE) {
            log_write(LOG_WARNING, "%s", problem.text);
            if (!reported) {
                error_set(error, problem.kind, "%s", problem.text);
            }
            reported = true;
        }
        size_t len;
        const char *builtin = prompt_get_builtin((enum op)i, &len);
        char *file = mem_copy(builtin, len);
        if (!parse((enum op)i, "built-in prompt", file, len, &prompts->templates[i], &problem)) {
            log_write(LOG_ERROR, "%s", problem.text);
            assert(!"a built-in prompt is broken");
        }
        free(file);
    }
    return prompts;
}

void prompts_destroy(struct prompts *prompts) {
    for (int i = 0; prompts && i < OP_COUNT; i++) {
        free(prompts->templates[i].system);
        free(prompts->templates[i].user);
    }
    free(prompts);
}

/* --- filling in --- */

static char *fill(const char *template, const struct question *question, unsigned mark) {
    struct buf out = {0};
    const char *at = template;
    struct part part;
    int depth = 0, hidden = 0; /* sections that are open; the depth from which on nothing is shown */
    while (next_part(template, &at, &part)) {
        enum hole hole = HOLE_COUNT;
        if (part.kind != PART_TEXT) {
            hole_parse(part.data, part.len, &hole);
        }
        if (part.kind == PART_OPEN) {
            depth++;
            hidden = !hidden && !hole_is_filled(hole, question) ? depth : hidden;
        } else if (part.kind == PART_CLOSE) {
            hidden = hidden == depth ? 0 : hidden;
            depth--;
        } else if (!hidden && part.kind == PART_TEXT) {
            buf_append(&out, part.data, part.len);
        } else if (!hidden) {
            hole_format(hole, question, mark, &out);
        }
    }
    return buf_take(&out);
}

void prompt_format(const struct prompts *prompts, const struct question *question, struct prompt *out) {
    const struct template *template = &prompts->templates[question->op];
    unsigned mark = hole_choose_mark(question);
    out->system = fill(template->system, question, mark);
    out->user = fill(template->user, question, mark);
}

void prompt_finish(struct prompt *prompt) {
    free(prompt->system);
    free(prompt->user);
    *prompt = (struct prompt){0};
}
