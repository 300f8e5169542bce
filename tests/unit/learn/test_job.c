/* Background learning with a scripted model: order, failures, pausing, the cap, closing. */
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

struct bench {
    struct folder folder;
    struct loop *loop;
    struct config *config;
    struct asks *asks;
    struct jobs *jobs;
    int learned;
    int64_t learned_ids[16];
    bool closed;
};

static void on_learned(void *arg, int64_t sample) {
    struct bench *bench = arg;
    bench->learned_ids[bench->learned++] = sample;
}

static void on_closed(void *arg) {
    ((struct bench *)arg)->closed = true;
}

static void start(struct bench *b) {
    const struct jobs_events events = {.arg = b, .learned = on_learned};
    b->loop = loop_create();
    b->asks = model_open(b->loop, b->config);
    assert_non_null(b->asks);
    b->jobs = jobs_create(b->loop, b->folder.store, b->asks, b->config, &events);
    b->closed = false;
}

static void stop(struct bench *b) {
    jobs_close(b->jobs, on_closed, b);
    assert_false(b->closed);
    while (!b->closed)
        loop_run_once(b->loop, true);
    jobs_destroy(b->jobs);
    assert_true(asks_is_idle(b->asks));
    asks_destroy(b->asks);
    assert_true(loop_destroy(b->loop));
}

static void set_up(struct bench *b) {
    memset(b, 0, sizeof *b);
    memset(&the_model, 0, sizeof the_model);
    folder_open(&b->folder);
    b->config = config_create();
    b->config->learn_steps = 2;
    b->config->learn.max_in_flight = 4;
    start(b);
}

static void tear_down(struct bench *b) {
    stop(b);
    config_destroy(b->config);
    folder_close(&b->folder);
}

static void queue(struct bench *b, int number, const char *genre) {
    char *text = mem_format("This is what person number %d wrote about the matter.", number);
    struct store_sample sample = {.document = "a.md", .genre = genre, .text = text, .task = "- a fact"};
    assert_ok(b->folder, store_queue_samples(b->folder.store, &sample, 1, NULL, &b->folder.error));
    free(text);
}

static struct learning_state get_state(struct bench *b) {
    struct learning_state state;
    jobs_get_state(b->jobs, &state);
    return state;
}

static void run_until(struct bench *b, enum learning_phase phase) {
    int64_t until_ms = clock_monotonic_ms() + 10000;
    jobs_wake(b->jobs);
    do {
        loop_run_once(b->loop, true);
        if (clock_monotonic_ms() > until_ms)
            fail_msg("phase %d after 10 s, %s", get_state(b).phase, get_state(b).what);
    } while (get_state(b).phase != phase);
}

static void samples_are_learned_in_order(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    for (int i = 1; i <= 3; i++)
        queue(&b, i, "docs");
    assert_int_equal(get_state(&b).total, 3);
    run_until(&b, LEARNING_IDLE);
    assert_int_equal(b.learned, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(b.learned_ids[i], i + 1);
    assert_int_equal(get_state(&b).done, 3);
    assert_int_equal(get_state(&b).total, 3);
    /* After each sample from the second on: one weak verdict puts nothing in force. The next one starts from it. */
    assert_int_equal(the_model.asked_of[OP_COALESCE], 2);
    assert_int_equal(the_model.asked_of[OP_OUTLINE], 0);
    assert_int_equal(the_model.asked_of[OP_BREAKDOWN], 3);
    struct list all = {0};
    assert_ok(b.folder, store_load_union(b.folder.store, "docs", 5, &all, &b.folder.error));
    assert_true(list_find_alike(&all, "be brief.", NULL));
    int64_t tokens;
    assert_ok(b.folder, store_count_learning_tokens(b.folder.store, &tokens, &b.folder.error));
    assert_int_equal(tokens, 110 * the_model.asked);
    int asked = the_model.asked;
    queue(&b, 9, "docs");
    run_until(&b, LEARNING_IDLE);
    assert_int_equal(get_state(&b).done, 1); /* counted from the time when the queue was last empty */
    asked = the_model.asked;
    jobs_wake(b.jobs);
    loop_run_once(b.loop, false);
    assert_int_equal(the_model.asked, asked); /* nothing to do */
    list_finish(&all);
    tear_down(&b);
}

static void a_change_of_preferences_is_merged_ahead(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    assert_ok(b.folder, store_add_preference(b.folder.store, "docs", "Be kind.", NULL, &b.folder.error));
    run_until(&b, LEARNING_IDLE);
    assert_int_equal(the_model.asked, 1);
    assert_int_equal(the_model.asked_of[OP_COALESCE], 1);
    run_until(&b, LEARNING_IDLE);
    assert_int_equal(the_model.asked, 1);
    tear_down(&b);
}

static bool collect_key(void *arg, const struct store_answer *answer, int64_t time_ms) {
    (void)time_ms;
    assert_null(strstr(answer->question, "wrote about")); /* texts of samples stay out of the transcript */
    list_add(arg, answer->key);
    return true;
}

static void what_was_answered_is_never_asked_again(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    queue(&b, 1, "docs");
    the_model.delay_ms = 2;
    int turns = 0;
    for (; b.learned == 0 && turns < 50; turns++) { /* closed after every few turns, and begun again */
        jobs_wake(b.jobs);
        for (int i = 0; i < 6; i++)
            loop_run_once(b.loop, false);
        usleep(3000);
        for (int i = 0; i < 3; i++)
            loop_run_once(b.loop, false);
        stop(&b);
        folder_reopen(&b.folder);
        start(&b);
    }
    assert_int_equal(b.learned, 1);
    assert_true(turns > 2);
    struct list keys = {0};
    assert_ok(b.folder, store_visit_transcript(b.folder.store, 1, collect_key, &keys, &b.folder.error));
    assert_int_equal(keys.count, 7); /* two drafts, two inferences, breakdown, two verdicts */
    list_finish(&keys);
    tear_down(&b);
}

static void a_network_failure_waits_and_goes_on(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    queue(&b, 1, "docs");
    the_model.failures = 1;
    the_model.failure_kind = ERROR_NETWORK;
    run_until(&b, LEARNING_FAILING);
    assert_string_equal(get_state(&b).what, "the model is away");
    assert_int_equal(get_state(&b).total, 1);
    int asked = the_model.asked;
    jobs_wake(b.jobs);
    for (int i = 0; i < 5; i++)
        loop_run_once(b.loop, false);
    assert_int_equal(the_model.asked, asked); /* backs off */
    assert_int_equal(get_state(&b).phase, LEARNING_FAILING);
    jobs_set_config(b.jobs, b.asks, b.config); /* the person mended something: at once */
    run_until(&b, LEARNING_IDLE);
    assert_int_equal(b.learned, 1);
    tear_down(&b);
}

static void it_backs_off_by_itself_too(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    queue(&b, 1, "docs");
    the_model.failures = 1;
    the_model.failure_kind = ERROR_NETWORK;
    run_until(&b, LEARNING_FAILING);
    int64_t start_ms = clock_monotonic_ms();
    run_until(&b, LEARNING_IDLE);
    assert_true(clock_monotonic_ms() - start_ms > 1000);
    assert_int_equal(b.learned, 1);
    tear_down(&b);
}

static void paused_means_nothing_is_asked(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    queue(&b, 1, "docs");
    jobs_pause(b.jobs, true);
    run_until(&b, LEARNING_PAUSED);
    assert_int_equal(the_model.asked, 0);
    jobs_pause(b.jobs, false);
    run_until(&b, LEARNING_BUSY);
    jobs_pause(b.jobs, true);
    run_until(&b, LEARNING_PAUSED);
    for (int i = 0; i < 5; i++)
        loop_run_once(b.loop, false);
    assert_int_equal(the_model.asked, 1); /* the answer on its way was kept */
    jobs_pause(b.jobs, false);
    run_until(&b, LEARNING_IDLE);
    assert_int_equal(the_model.asked_of[OP_GENERATE], 2);
    tear_down(&b);
}

static void what_is_queued_is_no_idleness(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    assert_int_equal(get_state(&b).phase, LEARNING_IDLE);
    queue(&b, 1, "docs");
    assert_int_equal(get_state(&b).phase, LEARNING_BUSY); /* though it has not begun */
    jobs_pause(b.jobs, true);
    assert_int_equal(get_state(&b).phase, LEARNING_PAUSED);
    jobs_pause(b.jobs, false);
    run_until(&b, LEARNING_IDLE);
    assert_int_equal(b.learned, 1);
    tear_down(&b);
}

static void the_cap_of_the_day(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    queue(&b, 1, "docs");
    b.config->learn_daily_tokens = 300; /* a question takes 110 */
    jobs_set_config(b.jobs, b.asks, b.config);
    run_until(&b, LEARNING_CAPPED);
    assert_int_equal(the_model.asked, 3);
    assert_non_null(strstr(get_state(&b).what, "learn.daily_tokens"));
    b.config->learn_daily_tokens = 0;
    jobs_set_config(b.jobs, b.asks, b.config);
    run_until(&b, LEARNING_IDLE);
    assert_int_equal(b.learned, 1);
    tear_down(&b);
}

static void another_process_is_let_finish(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    queue(&b, 1, "docs");
    struct store_job job;
    bool elsewhere;
    char *owner = store_make_lease_owner(); /* alive: it is this process */
    assert_ok(b.folder, store_lease_job(b.folder.store, owner, INT64_MAX, &job, &elsewhere, &b.folder.error));
    run_until(&b, LEARNING_BUSY);
    for (int i = 0; i < 5; i++)
        loop_run_once(b.loop, false);
    assert_int_equal(the_model.asked, 0);
    assert_non_null(strstr(get_state(&b).what, "another"));
    assert_ok(b.folder, store_release_lease(b.folder.store, job.id, owner, &b.folder.error));
    run_until(&b, LEARNING_IDLE);
    assert_int_equal(b.learned, 1);
    store_job_finish(&job);
    free(owner);
    tear_down(&b);
}

static void forgetting_the_sample_in_work(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    queue(&b, 1, "docs");
    queue(&b, 2, "docs");
    run_until(&b, LEARNING_BUSY);
    assert_ok(b.folder, store_forget_sample(b.folder.store, 1, &b.folder.error));
    run_until(&b, LEARNING_IDLE);
    assert_int_equal(b.learned, 1);
    assert_int_equal(b.learned_ids[0], 2);
    tear_down(&b);
}

static void new_writing_is_outlined(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    struct store_sample sample = {.document = "a.md", .genre = "docs", .text = "Some words that a person wrote."};
    assert_ok(b.folder, store_queue_samples(b.folder.store, &sample, 1, NULL, &b.folder.error));
    run_until(&b, LEARNING_IDLE);
    assert_int_equal(the_model.asked_of[OP_OUTLINE], 1);
    assert_int_equal(b.learned, 1);
    tear_down(&b);
}

/* A model that says nothing of use about one sample: that one is tried again, set aside with a reason, and holds up no
 * other; "learned" is said only of what was. */
static void unusable_answers_teach_nothing(void **state) {
    static const char *const refusals[] = {"I'm sorry, I can't help with that.", "{}", "Preferences:"};
    (void)state;
    for (size_t k = 0; k < sizeof refusals / sizeof *refusals; k++) {
        struct bench b;
        set_up(&b);
        the_model.unusable = "strange";
        the_model.refusal = refusals[k];
        struct store_sample samples[] = {
            {.document = "a.md", .genre = "docs", .task = "A task.", .text = "A strange text that a person wrote."},
            {.document = "a.md", .genre = "docs", .task = "A task.", .text = "Some words that a person wrote."}};
        assert_ok(b.folder, store_queue_samples(b.folder.store, samples, 2, NULL, &b.folder.error));
        run_until(&b, LEARNING_IDLE);
        assert_int_equal(b.learned, 1);
        assert_int_equal(b.learned_ids[0], 2);
        struct store_counts counts = {0};
        assert_ok(b.folder, store_count(b.folder.store, &counts, &b.folder.error));
        assert_int_equal(counts.samples[SAMPLE_FAILED], 1);
        assert_int_equal(counts.samples[SAMPLE_LEARNED], 1);
        the_model.unusable = NULL; /* another model */
        size_t queued;
        assert_ok(b.folder, store_queue_failed(b.folder.store, &queued, &b.folder.error));
        assert_int_equal(queued, 1);
        run_until(&b, LEARNING_IDLE);
        assert_int_equal(b.learned, 2);
        tear_down(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_are_learned_in_order),
        cmocka_unit_test(a_change_of_preferences_is_merged_ahead),
        cmocka_unit_test(what_was_answered_is_never_asked_again),
        cmocka_unit_test(a_network_failure_waits_and_goes_on),
        cmocka_unit_test(it_backs_off_by_itself_too),
        cmocka_unit_test(paused_means_nothing_is_asked),
        cmocka_unit_test(what_is_queued_is_no_idleness),
        cmocka_unit_test(the_cap_of_the_day),
        cmocka_unit_test(another_process_is_let_finish),
        cmocka_unit_test(forgetting_the_sample_in_work),
        cmocka_unit_test(new_writing_is_outlined),
        cmocka_unit_test(unusable_answers_teach_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
