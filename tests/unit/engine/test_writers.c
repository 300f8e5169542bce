/* What the offline engine makes of four invented writers (tests/data/writers/README.md), on the whole way that a
 * person's text takes: typed into documents, saved, harvested, learned by jobs, shown as preferences, followed by a
 * rewrite.
 *
 * Three documents of a writer make a trial, each with a store of its own. Named: habits of the writer among the
 * preferences. Invented: preferences that are neither a habit nor otherwise true of the texts. */
#include "core/engine/engine.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/stylist/stylist.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DATA "tests/data/writers"
enum { DOCUMENTS = 12, TRIAL_DOCUMENTS = 3, PLACES_MAX = 600 };

static const char *const writers[] = {"henrike", "maren", "ruben", "tobias"};
enum { WRITERS = sizeof writers / sizeof *writers };

static const struct {
    const char *format, *ending, *language;
} formats[] = {{"markdown", "md", "markdown"}, {"text", "txt", "plaintext"}, {"mail", "eml", "mail"}};

static char *read_file(const char *path) {
    struct buf text = {0};
    struct error error = {0};
    if (!path_read(path, LIMIT_DOCUMENT_BYTES, &text, &error))
        fail_msg("%s", error.text);
    return buf_take(&text);
}

/* --- a writer --- */

struct writer {
    const char *name;
    size_t format; /* into formats */
    cJSON *json;
};

static void load_writer(struct writer *writer, const char *name) {
    char *path = mem_format(DATA "/%s/habits.json", name);
    char *text = read_file(path);
    writer->name = name;
    writer->json = json_parse(text, strlen(text), NULL);
    assert_non_null(writer->json);
    while (strcmp(formats[writer->format].format, json_get_text(writer->json, "format")) != 0)
        writer->format++;
    free(text);
    free(path);
}

/* The value of a trait in "habits" or "also"; NULL: no habit. */
static const char *find_habit(const struct writer *writer, const char *list, const char *trait) {
    const cJSON *habit;
    cJSON_ArrayForEach(habit, json_get(writer->json, list)) {
        if (!strcmp(json_get_text(habit, "trait"), trait))
            return json_get_text(habit, "value");
    }
    return NULL;
}

static const struct trait *find_trait(const char *id) {
    for (size_t i = 0; i < stylist_count_traits(); i++)
        if (!strcmp(trait_get_id(stylist_get_trait(i)), id))
            return stylist_get_trait(i);
    fail_msg("there is no trait %s", id);
    return NULL;
}

static size_t find_value(const struct trait *trait, const char *id) {
    for (size_t i = 0; i < trait_count_values(trait); i++)
        if (!strcmp(trait_get_value_id(trait, i), id))
            return i;
    fail_msg("%s has no value %s", trait_get_id(trait), id);
    return 0;
}

/* --- an editing session --- */

struct desk { /* an engine with one project in a folder of its own */
    char folder[64];
    struct loop *loop;
    struct engine *engine;
    struct project *project;
};

static void on_problem(void *arg, const char *text) {
    (void)arg;
    fail_msg("%s", text);
}

static void desk_open(struct desk *desk) {
    strcpy(desk->folder, "/tmp/prosed-writers-XXXXXX");
    assert_non_null(mkdtemp(desk->folder));
    setenv("XDG_DATA_HOME", desk->folder, 1);
    setenv("XDG_CONFIG_HOME", desk->folder, 1);
    const struct engine_events events = {.problem = on_problem};
    desk->loop = loop_create();
    struct config *config = config_create();
    config->learn_typing = LEARN_TYPING_SIZE; /* typed at once */
    desk->engine = engine_create(desk->loop, config, &events);
    desk->project = engine_open_project(desk->engine, desk->folder);
}

static void on_closed(void *arg) {
    *(bool *)arg = true;
}

static void desk_close(struct desk *desk) {
    bool closed = false;
    engine_close_project(desk->project);
    engine_close(desk->engine, on_closed, &closed);
    while (!closed)
        loop_run_once(desk->loop, true);
    engine_destroy(desk->engine);
    assert_true(loop_destroy(desk->loop));
    char *command = mem_format("rm -r %s", desk->folder);
    assert_int_equal(system(command), 0);
    free(command);
}

static bool is_border(char c) {
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* Replaces what differs by typing: in pieces that no paste has. */
static void type_document(struct document *document, const char *before, const char *after) {
    size_t before_len = strlen(before), after_len = strlen(after), head = 0, tail = 0;
    size_t shorter = before_len < after_len ? before_len : after_len;
    while (head < shorter && before[head] == after[head])
        head++;
    while (head && !is_border(after[head]))
        head--;
    while (tail < shorter - head && before[before_len - 1 - tail] == after[after_len - 1 - tail])
        tail++;
    while (tail && !is_border(after[after_len - tail]))
        tail--;
    assert_true(document_change(document, head, before_len - tail, "", 0, NULL));
    for (size_t at = head; at < after_len - tail;) {
        size_t len = 30 < after_len - tail - at ? 30 : after_len - tail - at;
        while (!is_border(after[at + len]))
            len++;
        assert_true(document_change(document, at, at, after + at, len, NULL));
        at += len;
    }
}

static void write_and_save(struct desk *desk, const struct writer *writer, int number) {
    char *before_path = mem_format(DATA "/%s/%02d.before", writer->name, number);
    char *after_path = mem_format(DATA "/%s/%02d.after", writer->name, number);
    char *before = read_file(before_path), *after = read_file(after_path);
    char *path = mem_format("%s/%02d.%s", desk->folder, number, formats[writer->format].ending);
    struct open_document *opened =
        engine_open_document(desk->project, path, formats[writer->format].language, before, strlen(before));
    type_document(open_document_get_document(opened), before, after);
    assert_string_equal(text_get_data(document_get_text(open_document_get_document(opened))), after);
    engine_save_document(opened);
    engine_close_document(opened);
    free(before_path);
    free(after_path);
    free(before);
    free(after);
    free(path);
}

static void wait_until_learned(struct desk *desk) {
    struct learning_state state;
    do {
        loop_run_once(desk->loop, true);
        project_get_learning(desk->project, &state);
        assert_int_not_equal(state.phase, LEARNING_FAILING);
    } while (state.phase != LEARNING_IDLE || state.done < state.total);
}

/* --- named and invented --- */

struct tally {
    const struct writer *writer;
    size_t habits;
    size_t named;
    size_t preferences;
    size_t invented;
    struct list missing;
    struct list made_up;
};

static bool on_preference(void *arg, const struct preference *preference) {
    struct tally *tally = arg;
    const struct trait *trait;
    size_t value;
    if (!stylist_read_preference(preference->text, &trait, &value))
        fail_msg("the stylist does not know its own \"%s\"", preference->text);
    const char *id = trait_get_id(trait), *value_id = trait_get_value_id(trait, value);
    const char *habit = find_habit(tally->writer, "habits", id), *also = find_habit(tally->writer, "also", id);
    tally->preferences++;
    if (habit && !strcmp(habit, value_id)) {
        tally->named++;
        size_t index;
        if (list_find_alike(&tally->missing, id, &index))
            list_remove(&tally->missing, index);
    } else if (!also || strcmp(also, value_id) != 0) {
        tally->invented++;
        char *name = mem_format("%s %s", id, value_id);
        list_add_new(&tally->made_up, name);
        free(name);
    }
    return true;
}

static void run_trial(const struct writer *writer, int first, struct tally *tally) {
    struct desk desk;
    struct error error = {0};
    desk_open(&desk);
    for (int i = 0; i < TRIAL_DOCUMENTS; i++)
        write_and_save(&desk, writer, first + i);
    wait_until_learned(&desk);
    int habits = cJSON_GetArraySize(json_get(writer->json, "habits"));
    tally->habits += (size_t)habits;
    for (int i = 0; i < habits; i++)
        list_add(&tally->missing, json_get_text(cJSON_GetArrayItem(json_get(writer->json, "habits"), i), "trait"));
    assert_true(project_visit_preferences(desk.project, NULL, on_preference, tally, &error));
    desk_close(&desk);
}

static double percent(size_t part, size_t whole) {
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

static void print_tally(const char *name, const struct tally *tally) {
    char *made_up = list_join(&tally->made_up, ", ");
    printf("%-8s named %3zu of %3zu habits (%3.0f %%), invented %2zu of %3zu preferences (%2.0f %%)%s%s\n", name,
           tally->named, tally->habits, percent(tally->named, tally->habits), tally->invented, tally->preferences,
           percent(tally->invented, tally->preferences), *made_up ? ": " : "", made_up);
    free(made_up);
    for (size_t i = 0; getenv("PROSED_TEST_TELL") && i < tally->missing.count; i++)
        printf("  missed %s\n", tally->missing.items[i]);
}

static void test_naming(void **state) {
    (void)state;
    struct tally all = {0};
    for (size_t i = 0; i < WRITERS; i++) {
        struct writer writer = {0};
        load_writer(&writer, writers[i]);
        struct tally tally = {.writer = &writer};
        for (int first = 1; first <= DOCUMENTS; first += TRIAL_DOCUMENTS)
            run_trial(&writer, first, &tally);
        print_tally(writer.name, &tally);
        all.habits += tally.habits;
        all.named += tally.named;
        all.preferences += tally.preferences;
        all.invented += tally.invented;
        assert_true(percent(tally.named, tally.habits) >= 80);
        list_finish(&tally.missing);
        list_finish(&tally.made_up);
        cJSON_Delete(writer.json);
    }
    print_tally("all", &all);
    assert_true(percent(all.invented, all.preferences) <= 10);
}

/* --- rewriting --- */

struct place {
    struct span span; /* in the neutral text */
    const struct trait *trait;
    char *forms[TRAIT_VALUES_MAX]; /* NULL: none for this value */
    size_t present;                /* the form that the neutral text has */
};

struct neutral {
    struct buf text;
    struct place *places;
    size_t count;
};

/* "trait:first|*second]]", behind the brackets. Returns what follows. */
static const char *read_place(struct neutral *neutral, const char *at) {
    struct place *place = &neutral->places[neutral->count++];
    const char *end = strstr(at, "]]"), *colon = strchr(at, ':');
    char *id = mem_copy(at, (size_t)(colon - at));
    *place = (struct place){.trait = find_trait(id), .present = SIZE_MAX};
    free(id);
    const char *form = colon + 1;
    for (size_t value = 0; form <= end; value++) {
        size_t len = strcspn(form, "|]");
        bool present = *form == '*' && place->present == SIZE_MAX;
        assert_true(value < TRAIT_VALUES_MAX);
        if (present)
            place->present = value;
        if (!(len == 1 && *form == '~'))
            place->forms[value] = mem_copy(form + present, len - present);
        form += len + 1;
    }
    assert_true(place->present != SIZE_MAX);
    place->span.start = neutral->text.len;
    buf_append_text(&neutral->text, place->forms[place->present]);
    place->span.end = neutral->text.len;
    return end + 2;
}

static void load_neutral(struct neutral *neutral, const char *path) {
    char *source = read_file(path);
    *neutral = (struct neutral){.places = mem_alloc(PLACES_MAX * sizeof(struct place))};
    for (const char *at = source; *at;) {
        if (!strncmp(at, "[[", 2) && strchr(at, ':') < strchr(at, '\n'))
            at = read_place(neutral, at + 2);
        else
            buf_append_char(&neutral->text, *at++);
    }
    free(source);
}

static void neutral_finish(struct neutral *neutral) {
    for (size_t i = 0; i < neutral->count; i++)
        for (size_t value = 0; value < TRAIT_VALUES_MAX; value++)
            free(neutral->places[i].forms[value]);
    free(neutral->places);
    buf_finish(&neutral->text);
}

/* What became of a place: its text, with every edit that touches it. The caller frees. */
static char *find_outcome(const struct neutral *neutral, const struct place *place, const struct edits *edits) {
    struct buf out = {0};
    size_t at = place->span.start;
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        /* A word added behind the place may be told as one in front of the next word. */
        bool next = edit->span.start == edit->span.end && edit->span.start == place->span.end + 1 &&
                    neutral->text.data[place->span.end] == ' ';
        if (edit->span.end < place->span.start || (edit->span.start > place->span.end && !next))
            continue;
        if (edit->span.start > at)
            buf_append(&out, neutral->text.data + at, edit->span.start - at);
        buf_append(&out, edit->text, edit->len);
        at = edit->span.end;
    }
    if (at < place->span.end)
        buf_append(&out, neutral->text.data + at, place->span.end - at);
    return buf_take(&out);
}

static bool agrees(const char *outcome, const struct place *place, size_t value) {
    char *got = text_fold(outcome), *wanted = text_fold(place->forms[value]);
    char *present = text_fold(place->forms[place->present]);
    bool good = *wanted ? strstr(got, wanted) != NULL : !*present || !strstr(got, present);
    /* White space is the whole difference of some forms. */
    if (good && value != place->present && !strcmp(wanted, present))
        good = strstr(outcome, place->forms[value]) != NULL;
    free(got);
    free(wanted);
    free(present);
    return good;
}

struct score {
    size_t to_change; /* places that have another form than the writer would give them */
    size_t changed;
    size_t wrong;    /* that have neither form afterwards, or lost the writer's */
    size_t measured; /* places of habits that are only measured; each must stay as it is */
};

struct outcome {
    bool done;
    struct edits edits;
};

static void on_rewrite(void *arg, const struct rewrite *rewrite, const struct error *error) {
    struct outcome *outcome = arg;
    if (error)
        fail_msg("%s", error->text);
    edits_copy(&outcome->edits, rewrite->edits);
    outcome->done = true;
}

static struct edits rewrite_all(struct desk *desk, const struct writer *writer, const char *name,
                                const struct buf *text) {
    char *path = path_join(desk->folder, name);
    struct open_document *opened =
        engine_open_document(desk->project, path, formats[writer->format].language, buf_get(text), text->len);
    const cJSON *habit;
    cJSON_ArrayForEach(habit, json_get(writer->json, "habits")) {
        const struct trait *trait = find_trait(json_get_text(habit, "trait"));
        const char *preference = trait_get_preference(trait, find_value(trait, json_get_text(habit, "value")));
        int64_t id;
        assert_true(project_add_preference(desk->project, open_document_get_genre(opened), preference, &id, NULL));
    }
    struct outcome outcome = {0};
    engine_rewrite(opened, 0, text->len, NULL, on_rewrite, &outcome);
    while (!outcome.done)
        loop_run_once(desk->loop, true);
    engine_close_document(opened);
    free(path);
    return outcome.edits;
}

static void score_text(const struct writer *writer, const char *path, struct score *score) {
    struct neutral neutral;
    struct desk desk;
    load_neutral(&neutral, path);
    desk_open(&desk);
    struct edits edits = rewrite_all(&desk, writer, path_get_name(path), &neutral.text);
    for (size_t i = 0; i < neutral.count; i++) {
        const struct place *place = &neutral.places[i];
        const char *habit = find_habit(writer, "habits", trait_get_id(place->trait));
        size_t value = habit ? find_value(place->trait, habit) : 0;
        if (!habit || !place->forms[value])
            continue;
        char *outcome = find_outcome(&neutral, place, &edits);
        bool good = agrees(outcome, place, value), same = agrees(outcome, place, place->present);
        bool rewritten = trait_can_rewrite(place->trait, value);
        score->measured += !rewritten;
        score->to_change += rewritten && value != place->present;
        score->changed += rewritten && good && value != place->present;
        score->wrong += rewritten ? !good && !same : !same;
        if ((rewritten ? !good : !same) && getenv("PROSED_TEST_TELL"))
            printf("  %s, %s: %s: wanted \"%s\", got \"%s\"\n", writer->name, path_get_name(path),
                   trait_get_id(place->trait), place->forms[value], outcome);
        free(outcome);
    }
    edits_finish(&edits);
    desk_close(&desk);
    neutral_finish(&neutral);
}

static void test_rewriting(void **state) {
    (void)state;
    struct score all = {0};
    for (size_t i = 0; i < WRITERS; i++) {
        struct writer writer = {0};
        struct score score = {0};
        load_writer(&writer, writers[i]);
        for (int number = 1; number <= 9; number++) {
            char *path = mem_format(DATA "/neutral/%d.%s", number, formats[writer.format].ending);
            struct buf there = {0};
            if (path_read(path, LIMIT_DOCUMENT_BYTES, &there, NULL))
                score_text(&writer, path, &score);
            buf_finish(&there);
            free(path);
        }
        printf("%-8s a rewrite of neutral texts changed %3zu of %3zu places (%3.0f %%), wrongly %zu; %zu are of habits "
               "that are only measured\n",
               writer.name, score.changed, score.to_change, percent(score.changed, score.to_change), score.wrong,
               score.measured);
        assert_true(score.to_change > 10);
        all.to_change += score.to_change;
        all.changed += score.changed;
        all.wrong += score.wrong;
        cJSON_Delete(writer.json);
    }
    printf("all      a rewrite of neutral texts changed %3zu of %3zu places (%3.0f %%), wrongly %zu\n", all.changed,
           all.to_change, percent(all.changed, all.to_change), all.wrong);
    assert_int_equal(all.wrong, 0);
    assert_true(percent(all.changed, all.to_change) >= 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_naming),
        cmocka_unit_test(test_rewriting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
