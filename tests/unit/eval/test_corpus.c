/* Documents and users: what comes with the program, and what is said of files that make no sense. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/path.h"
#include "core/eval/corpus.h"

#include <string.h>
#include <unistd.h>

#define DOCUMENTS "/tmp/prosed-corpus-documents"
#define USERS     "/tmp/prosed-corpus-users"

static void the_corpus_of_the_program_is_as_promised(void **state) {
    (void)state;
    static const char *const tasks[] = {"email", "summary"};
    for (size_t i = 0; i < 2; i++) {
        struct corpus corpus;
        assert_true(corpus_load(tasks[i], NULL, NULL, false, &corpus, NULL));
        assert_string_equal(corpus.task, tasks[i]);
        assert_true(corpus.user_count >= 5);
        for (size_t user = 0; user < corpus.user_count; user++) {
            size_t documents = 0;
            for (size_t j = 0; j < corpus.document_count; j++)
                documents += strcmp(corpus.documents[j].source, corpus.users[user].source) == 0;
            assert_true(documents >= 8);
            assert_int_equal(corpus.users[user].preferences.count, 4);
        }
        corpus_finish(&corpus);
    }
}

static bool load(const char *documents, const char *users, bool alone, struct corpus *corpus, struct error *error) {
    assert_true(path_write(DOCUMENTS, documents, strlen(documents), NULL));
    assert_true(path_write(USERS, users, strlen(users), NULL));
    *error = (struct error){0};
    bool ok = corpus_load("email", DOCUMENTS, USERS, alone, corpus, error);
    unlink(DOCUMENTS);
    unlink(USERS);
    return ok;
}

#define A_DOCUMENT "{\"source\": \"a\", \"content\": \"- It rains.\", \"more\": 1}\n"
#define A_USER     "{\"source\": \"a\", \"preferences\": [\"Be brief.\"]}\n"

static void files_are_read(void **state) {
    (void)state;
    struct corpus corpus;
    struct error error;
    assert_true(load("\r\n" A_DOCUMENT " \n{\"source\": \"b\", \"content\": \"- x\", \"user_text\": \"X!\"}",
                     A_USER "{\"source\": \"b\", \"task\": \"summary\"}\n{\"source\": \"else\"}\n", false, &corpus,
                     &error));
    assert_int_equal(corpus.document_count, 2);
    assert_null(corpus.documents[0].user_text);
    assert_string_equal(corpus.documents[1].user_text, "X!");
    assert_int_equal(corpus.user_count, 1); /* the others are of the other task */
    assert_string_equal(corpus.users[0].preferences.items[0], "Be brief.");
    corpus_finish(&corpus);
}

static void mistakes_are_named_with_their_line(void **state) {
    (void)state;
    static const struct {
        const char *documents, *users, *says;
    } rows[] = {
        {A_DOCUMENT "{\"source\": \"a\"}\n", A_USER, DOCUMENTS ":2: \"source\" or \"content\""},
        {A_DOCUMENT "{\"source\": \"a\", \"content\": \" \"}", A_USER, DOCUMENTS ":2: "},
        {"\n\n[]\n", A_USER, DOCUMENTS ":3: "},
        {A_DOCUMENT "{\"source\": ", A_USER, DOCUMENTS ":2: not valid JSON"},
        {A_DOCUMENT, "{\"source\": \"a\"}\n", USERS ":1: \"preferences\" is missing"},
        {A_DOCUMENT, "{\"source\": \"a\", \"preferences\": []}\n", USERS ":1: \"preferences\" is missing"},
        {A_DOCUMENT, "{\"source\": \"a\", \"preferences\": [1]}\n", USERS ":1: \"preferences\" is missing"},
        {A_DOCUMENT, "{\"preferences\": [\"x\"]}\n", USERS ":1: \"source\" is missing"},
        {A_DOCUMENT, A_USER "{\"source\": \"c\", \"preferences\": [\"x\"]}\n", USERS ":2: the task email has no"},
        {A_DOCUMENT, A_USER A_USER, USERS ":2: a second user"},
        {A_DOCUMENT, "{\"source\": \"a\", \"task\": \"emial\", \"preferences\": [\"x\"]}\n",
         USERS ":1: there is no task"},
        {A_DOCUMENT, "", "there is no user"},
        {"", A_USER, USERS ":1: the task email has no documents"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct corpus corpus;
        struct error error;
        assert_false(load(rows[i].documents, rows[i].users, true, &corpus, &error));
        if (!strstr(error.text, rows[i].says))
            fail_msg("\"%s\" does not say \"%s\"", error.text, rows[i].says);
        assert_int_equal(corpus.document_count, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_corpus_of_the_program_is_as_promised),
        cmocka_unit_test(files_are_read),
        cmocka_unit_test(mistakes_are_named_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
