/* A folder of a test's own, and a store in it. */
#ifndef PROSED_TEST_FOLDER_H
#define PROSED_TEST_FOLDER_H

#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/store/store.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct folder {
    char *path;
    char *store_path;
    struct store *store;
    struct error error;
};

static inline int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)status, (void)kind, (void)place;
    return remove(path);
}

static inline void folder_open(struct folder *folder) {
    memset(folder, 0, sizeof *folder);
    char name[] = "/tmp/prosed-test-XXXXXX";
    assert_non_null(mkdtemp(name));
    folder->path = mem_copy_text(name);
    folder->store_path = path_join(name, "data/store.db");
    folder->store = store_open(folder->store_path, &folder->error);
    if (!folder->store)
        fail_msg("%s", folder->error.text);
}

static inline void folder_reopen(struct folder *folder) {
    store_close(folder->store);
    folder->store = store_open(folder->store_path, &folder->error);
    if (!folder->store)
        fail_msg("%s", folder->error.text);
}

static inline void folder_close(struct folder *folder) {
    store_close(folder->store);
    nftw(folder->path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    free(folder->path);
    free(folder->store_path);
}

/* Whether the bytes of text are anywhere in the files of the store. */
static inline bool folder_holds(const struct folder *folder, const char *text) {
    bool found = false;
    static const char *const ends[] = {"", "-wal"};
    for (int i = 0; i < 2; i++) {
        char *path = mem_format("%s%s", folder->store_path, ends[i]);
        struct buf data = {0};
        if (path_read(path, 256u << 20, &data, NULL) && data.len)
            found = found || memmem(data.data, data.len, text, strlen(text));
        buf_finish(&data);
        free(path);
    }
    return found;
}

#define assert_ok(folder, call)                                                                                        \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("%s", (folder).error.text);                                                                       \
    } while (0)

/* Learns one sample of a genre with the given preferences, each scored `score` on it; returns its id. */
static inline int64_t folder_learn(struct folder *folder, const char *genre, const char *text,
                                   const char *const *preferences, int score) {
    struct store_sample sample = {.document = "a.md", .genre = genre, .text = text};
    struct store_job job;
    bool elsewhere;
    assert_ok(*folder, store_queue_samples(folder->store, &sample, 1, NULL, &folder->error));
    assert_ok(*folder, store_lease_job(folder->store, "me", INT64_MAX, &job, &elsewhere, &folder->error));
    assert_true(job.id > 0 && job.sample > 0);
    assert_ok(*folder, store_set_job_input(folder->store, job.id, "{}", &folder->error));
    char *key = mem_format("verify/0/%lld", (long long)job.sample);
    struct store_answer answer = {.key = key, .op = "verify", .question = "{}", .answer = text, .model = "m"};
    assert_ok(*folder, store_add_answers(folder->store, job.id, "me", &answer, 1, &folder->error));
    free(key);
    struct list list = {0};
    struct store_score scores[16];
    size_t count = 0;
    for (; preferences[count]; count++) {
        list_add(&list, preferences[count]);
        scores[count] = (struct store_score){.preference = preferences[count], .sample = job.sample, .score = score};
    }
    assert_ok(*folder, store_finish_learning(folder->store, job.id, "me", "the task", "m", &list, scores, count,
                                             &folder->error));
    int64_t id = job.sample;
    list_finish(&list);
    store_job_finish(&job);
    return id;
}

#endif
