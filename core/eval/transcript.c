/* The transcript: read whole when it is opened and sorted by activity; written line by line, each flushed, so that a
 * kill loses at most the line that was being written. */
#include "core/eval/transcript.h"

#include "core/base/json.h"
#include "core/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct kept {
    struct transcript_answer answer; /* strings owned */
    size_t order;                    /* in the file */
};

struct transcript {
    FILE *file;
    char *path;
    struct kept *kept;
    size_t count;
    size_t capacity;
};

static bool fail(const struct transcript *transcript, const char *what, struct error *error) {
    return error_set(error, ERROR_IO, "%s: cannot be %s: %s", transcript->path, what, strerror(errno));
}

static int compare_kept(const void *a, const void *b) {
    const struct kept *left = a, *right = b;
    int order = strcmp(left->answer.name, right->answer.name);
    return order ? order : left->order < right->order ? -1 : 1;
}

static void keep(struct transcript *transcript, const cJSON *line) {
    struct transcript_answer answer = {.name = json_get_text(line, "name"),
                                       .key = json_get_text(line, "key"),
                                       .text = json_get_text(line, "text"),
                                       .cut_off = json_get_bool(line, "cut_off", false),
                                       .prompt_tokens = json_get_int(line, "prompt_tokens", 0),
                                       .answer_tokens = json_get_int(line, "answer_tokens", 0),
                                       .elapsed_ms = json_get_int(line, "ms", 0)};
    const char *op = json_get_text(line, "op");
    if (!answer.name || !answer.key || !answer.text || !op || !op_parse(op, &answer.op))
        return;
    answer.name = mem_copy_text(answer.name);
    answer.key = mem_copy_text(answer.key);
    answer.text = mem_copy_text(answer.text);
    MEM_RESERVE(transcript->kept, transcript->count, transcript->capacity);
    transcript->kept[transcript->count] = (struct kept){.answer = answer, .order = transcript->count};
    transcript->count++;
}

/* The first line, if it is one. Another benchmark's file is refused, and somebody's own never written over. */
static bool read_head(struct transcript *transcript, const char *identity, bool fresh, bool *begun,
                      struct error *error) {
    char *line = NULL;
    size_t size = 0;
    ssize_t len = getline(&line, &size, transcript->file);
    cJSON *head = len > 0 ? json_parse(line, (size_t)len, NULL) : NULL;
    const char *other = json_get_text(head, "benchmark");
    bool empty = len <= 0, cut_off = len > 0 && line[len - 1] != '\n' && strncmp(line, "{\"benchmark\"", 12) == 0;
    *begun = other && !cut_off && !fresh;
    bool ok = true;
    if (!empty && !cut_off && !other)
        ok = error_set(error, ERROR_USAGE, "%s is no journal of prosed eval; name another with --journal",
                       transcript->path);
    else if (*begun && strcmp(other, identity) != 0)
        ok = error_set(error, ERROR_USAGE,
                       "%s is of another benchmark; name another with --journal, or begin anew with --fresh",
                       transcript->path);
    cJSON_Delete(head);
    free(line);
    return ok;
}

/* Keeps all whole lines; returns where they end. */
static long read_answers(struct transcript *transcript) {
    char *line = NULL;
    size_t size = 0;
    long end = ftell(transcript->file);
    for (ssize_t len; (len = getline(&line, &size, transcript->file)) > 0 && line[len - 1] == '\n';) {
        cJSON *json = json_parse(line, (size_t)len, NULL);
        if (!json)
            break;
        keep(transcript, json);
        cJSON_Delete(json);
        end = ftell(transcript->file);
    }
    free(line);
    if (transcript->count)
        qsort(transcript->kept, transcript->count, sizeof *transcript->kept, compare_kept);
    return end;
}

static bool load(struct transcript *transcript, const char *identity, bool fresh, struct error *error) {
    bool begun;
    if (flock(fileno(transcript->file), LOCK_EX | LOCK_NB))
        return error_set(error, ERROR_BUSY, "%s: another prosed eval is writing it; name another with --journal",
                         transcript->path);
    if (!read_head(transcript, identity, fresh, &begun, error))
        return false;
    long end = begun ? read_answers(transcript) : 0;
    if (fseek(transcript->file, end, SEEK_SET) || ftruncate(fileno(transcript->file), end))
        return fail(transcript, "written", error);
    if (!begun) {
        cJSON *head = cJSON_CreateObject();
        cJSON_AddStringToObject(head, "benchmark", identity);
        char *text = json_format(head);
        fprintf(transcript->file, "%s\n", text);
        free(text);
        cJSON_Delete(head);
    }
    return fflush(transcript->file) == 0 || fail(transcript, "written", error);
}

struct transcript *transcript_open(const char *path, const char *identity, bool fresh, struct error *error) {
    struct transcript *transcript = mem_alloc(sizeof *transcript);
    transcript->path = mem_copy_text(path);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    transcript->file = fd < 0 ? NULL : fdopen(fd, "r+");
    if (!transcript->file)
        fail(transcript, "opened", error);
    else if (load(transcript, identity, fresh, error))
        return transcript;
    transcript_close(transcript);
    return NULL;
}

void transcript_close(struct transcript *transcript) {
    if (!transcript)
        return;
    for (size_t i = 0; i < transcript->count; i++) {
        free((char *)transcript->kept[i].answer.name);
        free((char *)transcript->kept[i].answer.key);
        free((char *)transcript->kept[i].answer.text);
    }
    if (transcript->file)
        fclose(transcript->file);
    free(transcript->kept);
    free(transcript->path);
    free(transcript);
}

size_t transcript_count(const struct transcript *transcript) {
    return transcript->count;
}

void transcript_visit(const struct transcript *transcript, const char *name,
                      void (*visit)(void *arg, const struct transcript_answer *answer), void *arg) {
    size_t low = 0, high = transcript->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(transcript->kept[middle].answer.name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < transcript->count && strcmp(transcript->kept[low].answer.name, name) == 0; low++)
        visit(arg, &transcript->kept[low].answer);
}

bool transcript_write(struct transcript *transcript, const struct transcript_answer *answer, struct error *error) {
    cJSON *line = cJSON_CreateObject();
    cJSON_AddStringToObject(line, "name", answer->name);
    cJSON_AddStringToObject(line, "key", answer->key);
    cJSON_AddStringToObject(line, "op", op_name(answer->op));
    cJSON_AddStringToObject(line, "text", answer->text);
    if (answer->cut_off)
        cJSON_AddTrueToObject(line, "cut_off");
    cJSON_AddNumberToObject(line, "prompt_tokens", (double)answer->prompt_tokens);
    cJSON_AddNumberToObject(line, "answer_tokens", (double)answer->answer_tokens);
    cJSON_AddNumberToObject(line, "ms", (double)answer->elapsed_ms);
    char *text = json_format(line);
    bool ok = fprintf(transcript->file, "%s\n", text) > 0 && fflush(transcript->file) == 0;
    free(text);
    cJSON_Delete(line);
    return ok || fail(transcript, "written", error);
}
