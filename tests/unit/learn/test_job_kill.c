/* kill -9 at random moments while samples are learned, over and over, until all are. Then: each was learned exactly
 * once, no question was asked whose answer had been written down before the process began, and the store is whole.
 *
 * The child logs each question it asks as "serial question"; its answers carry the serial, so what lies in the store
 * tells which questions had been answered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/engine/engine.h"
#include "core/learn/job.h"
#include "tests/unit/learn/job_model.h"
#include "tests/unit/store/folder.h"

#include <signal.h>
#include <sys/wait.h>

#define SAMPLES   5
#define ROUNDS    400
#define IN_FLIGHT 4

struct record {            /* what the parent knows */
    struct list questions; /* all that were asked, by serial */
    struct list answered;  /* those whose answers are in the store */
};

static void on_closed(void *arg) {
    *(bool *)arg = true;
}

/* Learns until nothing is left; returns the exit status. */
static int learn_all(const char *path, const char *log_path, int serial) {
    struct error error = {0};
    struct store *store = store_open(path, &error);
    if (!store)
        return 2;
    the_model.log = fopen(log_path, "a");
    the_model.delay_ms = 3;
    the_model.serial = serial;
    struct loop *loop = loop_create();
    struct config *config = config_create();
    config->learn_steps = 2;
    config->learn.max_in_flight = IN_FLIGHT;
    const struct jobs_events events = {0};
    struct asks *asks = model_open(loop, config);
    struct jobs *jobs = jobs_create(loop, store, asks, config, &events);
    struct learning_state state;
    bool closed = false;
    jobs_wake(jobs);
    do {
        loop_run_once(loop, true);
        jobs_get_state(jobs, &state);
        if (state.phase == LEARNING_FAILING) {
            fprintf(stderr, "%s\n", state.what);
            return 3;
        }
    } while (state.phase != LEARNING_IDLE);
    jobs_close(jobs, on_closed, &closed);
    while (!closed)
        loop_run_once(loop, true);
    jobs_destroy(jobs);
    asks_destroy(asks);
    config_destroy(config);
    store_close(store);
    fclose(the_model.log);
    return loop_destroy(loop) ? 0 : 4;
}

/* The questions so far; their index is their serial less one. A line that was cut off by the kill was not asked. */
static void read_log(const char *log_path, struct record *record) {
    struct buf data = {0};
    list_finish(&record->questions);
    if (!path_read(log_path, 64u << 20, &data, NULL))
        return;
    char *end, *line = data.data;
    for (; line && (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        assert_int_equal(atoi(line), record->questions.count + 1);
        list_add(&record->questions, strchr(line, ' ') + 1);
    }
    buf_finish(&data);
}

static bool on_answer(void *arg, const struct store_answer *answer, int64_t time_ms) {
    (void)time_ms;
    struct record *record = arg;
    const char *serial = strstr(answer->answer, "serial ");
    list_add(&record->answered, record->questions.items[atoi(serial + 7) - 1]);
    return true;
}

static bool on_sample(void *arg, const struct store_sample *sample) {
    int64_t *ids = arg;
    size_t count = 0;
    while (ids[count])
        count++;
    ids[count] = sample->id;
    return true;
}

static void read_answered(struct folder *f, struct record *record) {
    int64_t ids[SAMPLES + 2] = {0};
    list_finish(&record->answered);
    struct store *store = store_open(f->store_path, &f->error);
    assert_ok(*f, store);
    assert_ok(*f, store_visit_samples(store, 0, on_sample, ids, &f->error));
    for (int i = 0; ids[i]; i++)
        assert_ok(*f, store_visit_transcript(store, ids[i], on_answer, record, &f->error));
    store_close(store);
}

/* Of what was asked since `before` questions, nothing had been answered then. */
static void check_not_asked_again(const struct record *record, const struct list *answered, size_t before) {
    for (size_t i = before; i < record->questions.count; i++) {
        for (size_t j = 0; j < answered->count; j++) {
            if (strcmp(record->questions.items[i], answered->items[j]) == 0)
                fail_msg("asked again: %s", record->questions.items[i]);
        }
    }
}

static void queue_samples(struct folder *f) {
    struct store_sample samples[SAMPLES];
    char *texts[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
        texts[i] = mem_format("This is what person number %d wrote about the matter.", i);
        samples[i] = (struct store_sample){.document = "a.md", .genre = "docs", .text = texts[i]};
    }
    assert_ok(*f, store_queue_samples(f->store, samples, SAMPLES, NULL, &f->error));
    for (int i = 0; i < SAMPLES; i++)
        free(texts[i]);
}

static void check_end(struct folder *f) {
    struct store_counts counts;
    struct list problems = {0};
    int64_t ids[SAMPLES + 1] = {0};
    folder_reopen(f);
    assert_ok(*f, store_count(f->store, &counts, &f->error));
    assert_int_equal(counts.samples[SAMPLE_LEARNED], SAMPLES);
    assert_ok(*f, store_visit_related(f->store, "docs", 100, on_sample, ids, &f->error));
    for (int i = 0; i < SAMPLES; i++)
        assert_int_equal(ids[i], SAMPLES - i); /* each once, in order */
    assert_ok(*f, store_check(f->store, &problems, &f->error));
    assert_int_equal(problems.count, 0);
}

static void killed_over_and_over(void **state) {
    (void)state;
    struct folder f;
    struct record record = {0};
    folder_open(&f);
    queue_samples(&f);
    store_close(f.store);
    f.store = NULL;
    char *log_path = path_join(f.path, "log");
    unsigned seed = (unsigned)clock_now_ms();
    int status = -1, kills = 0;
    for (int round = 0; round < ROUNDS && status != 0; round++) {
        read_log(log_path, &record);
        read_answered(&f, &record);
        struct list answered = record.answered;
        record.answered = (struct list){0};
        size_t before = record.questions.count;
        pid_t child = fork();
        if (child == 0)
            _exit(learn_all(f.store_path, log_path, (int)before));
        usleep((useconds_t)(2000 + rand_r(&seed) % (40000 + 2000 * round))); /* a slow machine gets further, too */
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        if (WIFEXITED(status) && WEXITSTATUS(status))
            fail_msg("the learning process failed with %d", WEXITSTATUS(status));
        kills += WIFSIGNALED(status);
        read_log(log_path, &record);
        check_not_asked_again(&record, &answered, before);
        list_finish(&answered);
    }
    printf("%d kills, %zu questions (seed %u)\n", kills, record.questions.count, seed);
    assert_int_equal(status, 0);
    assert_true(kills >= 3);
    check_end(&f);
    list_finish(&record.questions);
    list_finish(&record.answered);
    free(log_path);
    folder_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(killed_over_and_over)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
