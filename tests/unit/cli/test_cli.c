/* The subcommands, each by what a person would try: wrong usage, an empty project, learning, looking, changing,
 * forgetting. tests/e2e/cli.test runs the program itself. */
#include "core/base/mem.h"
#include "lsp/lsp.h"
#include "tests/unit/cli/shell.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char essay[] =
    "# The ferry\n\n"
    "We don't sell tickets on the ferry, on the pier, or in the town. You pay when you get off, and if you can't pay,"
    " you'll come back and do it later. It doesn't matter when. We've done so for forty years, and we won't stop "
    "now.\n\n"
    "The engine isn't young. Its colour was the grey of the harbour once. They've rebuilt it in spring, in autumn, and"
    " once in the middle of a crossing. We wouldn't swap it for a new one, because nobody here knows how to listen to a"
    " new one.\n";

static void usage_is_told(void **state) {
    (void)state;
    static const struct command *const commands[] = {
        &cli_lsp,         &cli_learn,    &cli_rewrite, &cli_complete,  &cli_samples, &cli_status, &cli_doctor,
        &cli_preferences, &cli_settings, &cli_demo,    &cli_configure, &cli_eval,    &cli_forget};
    shell_open();
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char *usage = mem_format("^Usage: prosed %s", commands[i]->name);
        shell_expect(0, usage, commands[i], "--help", NULL);
        shell_expect(2, "unknown option --nonsense", commands[i], "--nonsense", NULL);
        free(usage);
    }
    shell_expect(2, "needs a value", &cli_rewrite, "--instruction", NULL);
    shell_expect(2, "--diff takes no value", &cli_rewrite, "--diff=yes", NULL);
    shell_expect(2, "one file", &cli_rewrite, "a.md", "b.md", NULL);
    shell_expect(2, "name at least one file", &cli_learn, NULL);
    shell_expect(2, "say --all", &cli_forget, NULL);
    shell_expect(2, "", &cli_status, "what", NULL);
    shell_expect(2, "", &cli_settings, "what", NULL);
    shell_expect(2, "", &cli_doctor, "what", NULL);
    shell_expect(2, "ports takes up to 16 numbers", &cli_doctor, "--ports", "80,many", NULL);
    shell_expect(2, "expected list, show ID or forget ID", &cli_samples, "erase", NULL);
    shell_expect(2, "\"seven\" is no id", &cli_samples, "show", "seven", NULL);
    shell_expect(2, "\"pin\" with 0 arguments is not known", &cli_preferences, "pin", NULL);
    shell_expect(2, "\"0\" is no id", &cli_preferences, "pin", "0", NULL);
    shell_expect(2, "role is write or learn", &cli_configure, "--role", "read", "--engine", "offline", NULL);
    shell_expect(2, "say what to set", &cli_configure, NULL);
    shell_expect(2, "takes options only", &cli_eval, "much", NULL);
    shell_expect(2, "go together", &cli_eval, "--history", "h.json", NULL);
    shell_expect(2, "thresholds takes numbers", &cli_eval, "--thresholds", "5", NULL);
    shell_expect(2, "--seeds", &cli_eval, "--seeds", "none", NULL);
    shell_close();
}

static void a_new_project_has_nothing(void **state) {
    (void)state;
    shell_open();
    shell_expect(0, "Nothing learned here yet", &cli_preferences, NULL);
    shell_expect(0, "^\\[\\]", &cli_preferences, "--json", NULL);
    shell_expect(0, "No samples here yet", &cli_samples, NULL);
    shell_expect(0, "^\\[\\]", &cli_samples, "list", "--json", NULL);
    shell_set_input("They do not know.\n");
    shell_expect(1, "nothing is learned yet", &cli_rewrite, NULL);
    shell_expect(1, "nowhere.md", &cli_learn, "nowhere.md", NULL);
    shell_expect(1, "nowhere.md", &cli_rewrite, "nowhere.md", NULL);
    shell_expect(0, "learning.phase +idle", &cli_status, NULL);
    shell_expect(0, "\"store\":", &cli_status, "--json", NULL);
    shell_expect(0, "learn.quiet_s", &cli_settings, NULL);
    shell_expect(0, "\"[$]schema\"", &cli_settings, "--schema", NULL);
    shell_close();
}

static void learning_and_what_follows(void **state) {
    (void)state;
    shell_open();
    shell_write("essay.md", essay);
    shell_expect(0, "1 sample; the offline engine learns them at no cost", &cli_learn, "--dry-run", "essay.md", NULL);
    shell_expect(0, "No samples here yet", &cli_samples, NULL);
    shell_expect(0, "learned; `prosed preferences` shows what", &cli_learn, "essay.md", NULL);
    shell_expect(0, "nothing new to learn from", &cli_learn, "essay.md", NULL);
    shell_expect(0, "docs .*Use contractions", &cli_preferences, NULL);
    shell_expect(0, "^## docs", &cli_preferences, "show", NULL);
    shell_expect(0, "essay.md: # The ferry", &cli_samples, NULL);
    shell_expect(0, "nobody here knows", &cli_samples, "show", "1", NULL);
    shell_expect(0, "\"text\":", &cli_samples, "show", "1", "--json", NULL);
    shell_expect(1, "", &cli_samples, "show", "77", NULL);
    shell_set_input("They do not know the way.\n");
    shell_expect(0, "^They don't know the way.$", &cli_rewrite, NULL);
    shell_expect(0, "^[+]They don't know", &cli_rewrite, "--diff", NULL);
    shell_expect(0, "^They don't know the way.$", &cli_rewrite, "--", "-", NULL);
    shell_set_input("It comes as soon as possible, and not before. He goes as soon as possible, and not before. I will "
                    "answer as soon as");
    shell_expect(0, "possible", &cli_complete, NULL);
    shell_expect(0, "learned", &cli_status, NULL);
    shell_expect(0, "", &cli_samples, "forget", "1", NULL);
    shell_expect(0, "No samples here yet", &cli_samples, NULL);
    shell_expect(1, "", &cli_samples, "forget", "1", NULL);
    shell_close();
}

static void preferences_in_hand(void **state) {
    (void)state;
    shell_open();
    shell_expect(0, "added as 1, pinned, for docs", &cli_preferences, "add", "Use contractions.", NULL);
    shell_expect(0, "added as 2, pinned, for email", &cli_preferences, "add", "--genre=email",
                 "Sign off with \"Best\".", NULL);
    shell_expect(0, "Use contractions. \\[pinned\\]", &cli_preferences, "list", NULL);
    shell_expect(0, "^   2  email", &cli_preferences, "--genre", "email", NULL);
    assert_null(strstr(shell_get_output(), "contractions"));
    shell_expect(1, "empty", &cli_preferences, "add", "  ", NULL);
    shell_expect(0, "", &cli_preferences, "mute", "1", NULL);
    shell_expect(0, "Use contractions. \\[muted\\]", &cli_preferences, NULL);
    shell_expect(0, "", &cli_preferences, "unmute", "1", NULL);
    shell_expect(0, "", &cli_preferences, "pin", "1", NULL);
    shell_expect(0, "", &cli_preferences, "edit", "1", "Write contractions wherever speech would.", NULL);
    shell_expect(0, "wherever speech would", &cli_preferences, NULL);
    shell_expect(0, "", &cli_preferences, "unpin", "1", NULL);
    shell_expect(0, "promoted as 1000001", &cli_preferences, "promote", "2", NULL);
    shell_expect(1, "in your personal store already", &cli_preferences, "promote", "1000001", NULL);
    shell_expect(0, "1000001  email", &cli_preferences, "--personal", NULL);
    shell_expect(0, "## email", &cli_preferences, "export", NULL);
    char *page = mem_copy_text(shell_get_output());
    shell_expect(0, "\"genre\":[[:space:]]*\"email\"", &cli_preferences, "export", "--json", NULL);
    shell_expect(0, "", &cli_preferences, "forget", "2", NULL);
    shell_expect(1, "preference", &cli_preferences, "forget", "2", NULL);
    shell_write("page.md", page);
    shell_expect(0, "1 of them new", &cli_preferences, "import", "page.md", NULL);
    shell_expect(0, "[0-9]+ preferences? imported, 0 of them new", &cli_preferences, "import", "page.md", NULL);
    shell_write("bad.json", "{\"preferences\": 7}");
    shell_expect(1, "bad.json", &cli_preferences, "import", "bad.json", NULL);
    shell_expect(2, "nowhere", &cli_preferences, "import", "nowhere.md", NULL);
    free(page);
    shell_close();
}

static const char sent_mail[] =
    "From: Ann <ann@example.org>\nTo: Bob <bob@example.org>\nSubject: The boat\n"
    "Date: Tue, 3 Mar 2026 10:00:00 +0000\n\nHi Bob,\n\nthe boat doesn't float any more. I've "
    "looked at the hull, the keel, and the rudder, and it isn't the hull. We can't use it this "
    "week, but I'll have it mended by Monday.\n\nCheers,\nAnn\n";

static const char answer[] = "From: Bob <bob@example.org>\nTo: Ann <ann@example.org>\nSubject: Re: The boat\n"
                             "Date: Tue, 3 Mar 2026 11:00:00 +0000\n\nThat is a pity, and I do not mind at all.\n";

static void mail_is_learned_by_its_sender(void **state) {
    (void)state;
    shell_open();
    shell_write("boat.eml", sent_mail);
    shell_write("answer.eml", answer);
    shell_expect(1, "learn.from|--from", &cli_learn, "boat.eml", NULL);
    shell_expect(1, "none of its 1 mails is from you; one is from bob@example.org", &cli_learn, "--dry-run", "--from",
                 "ann@example.org", "answer.eml", NULL);
    char *mailbox = mem_format("From ann@example.org Tue Mar  3 10:00:00 2026\n%s\n"
                               "From bob@example.org Tue Mar  3 11:00:00 2026\n%s\n",
                               sent_mail, answer);
    shell_write("all.mbox", mailbox);
    shell_expect(0, "1 of 2 mails are from others", &cli_learn, "--dry-run", "--from", "ann@example.org", "all.mbox",
                 NULL);
    free(mailbox);
    shell_expect(0, "boat.eml: 1 sample", &cli_learn, "--from", "ann@example.org", "boat.eml", NULL);
    shell_expect(0, "email .*boat.eml", &cli_samples, NULL);
    shell_expect(0, "learned", &cli_learn, "--personal", "--from=ann@example.org", "boat.eml", NULL);
    shell_expect(0, "^1000001", &cli_samples, "--personal", NULL);
    shell_expect(0, "^1000[0-9]+ +email", &cli_preferences, "--personal", NULL);
    shell_close();
}

static void what_is_left_out_is_not_learned(void **state) {
    (void)state;
    shell_open();
    shell_write(".prosedignore", "private/\n");
    shell_write("private/diary.md", essay);
    shell_write(".env", "KEY=1\n");
    shell_expect(1, "left out", &cli_learn, "private/diary.md", NULL);
    shell_expect(1, "hold secrets", &cli_learn, ".env", NULL);
    shell_expect(0, "No samples here yet", &cli_samples, NULL);
    shell_close();
}

static void the_doctor_looks(void **state) {
    (void)state;
    shell_open();
    shell_expect(0, "^ok +store", &cli_doctor, "--ports", "1", NULL);
    shell_expect(0, "^none +server|^skipped", &cli_doctor, "--ports=1,2", NULL);
    shell_write("~/.config/prosed/config.json", "{\"learn\": {\"steps\": \"many\"}}");
    shell_expect(1, "^PROBLEM +settings .*learn.steps", &cli_doctor, "--ports", "1", NULL);
    shell_write("~/.config/prosed/config.json",
                "{\"model\": {\"engine\": \"openai\", \"url\": \"http://127.0.0.1:1\", \"name\": \"m\"}}");
    shell_expect(1, "^PROBLEM +model .*write: ", &cli_doctor, "--ports", "1", NULL);
    shell_close();
}

static void configuring_a_model(void **state) {
    (void)state;
    shell_open();
    shell_expect(1, "needs an address", &cli_configure, "--engine", "openai", NULL);
    shell_expect(1, "model.engine", &cli_configure, "--engine", "steam", NULL);
    shell_expect(0, "written to .*config.json", &cli_configure, "--engine", "openai", "--url", "http://127.0.0.1:9",
                 "--model", "small", "--key-env", "KEY", NULL);
    assert_non_null(strstr(shell_get_output(), "the key from KEY goes to http://127.0.0.1:9"));
    shell_expect(0, "written to", &cli_configure, "--role", "learn", "--model", "large", NULL);
    shell_expect(0, "model.write +small", &cli_status, NULL);
    shell_expect(0, "model.learn +large", &cli_status, NULL);
    shell_write("essay.md", essay);
    shell_expect(0, "about 48 calls, 26400 prompt and 7900 answer tokens with large", &cli_learn, "--dry-run",
                 "essay.md", NULL);
    shell_write("~/.config/prosed/config.json",
                "{\"model\": {\"engine\": \"openai\", \"url\": \"http://127.0.0.1:9\", \"price_prompt\": 1,"
                " \"price_answer\": 2}, \"learn\": {\"daily_tokens\": 1000}}");
    shell_expect(0, "at the prices in your settings: about 0.04", &cli_learn, "--dry-run", "essay.md", NULL);
    shell_expect(0, "spreads that over 35 days", &cli_learn, "--dry-run", "essay.md", NULL);
    shell_write("~/.config/prosed/config.json", "{\"model\": ");
    shell_expect(1, "left as it is: put it right first", &cli_configure, "--engine", "offline", NULL);
    shell_close();
}

static void forgetting_everything(void **state) {
    (void)state;
    struct stat status;
    shell_open();
    shell_expect(0, "Nothing is kept", &cli_forget, "--all", NULL);
    shell_write("essay.md", essay);
    shell_expect(0, "learned", &cli_learn, "essay.md", NULL);
    shell_set_input("no\n");
    shell_expect(1, "Nothing was erased", &cli_forget, "--all", NULL);
    shell_expect(0, "essay.md", &cli_samples, NULL);
    shell_set_input("yes\n");
    shell_expect(0, "files erased", &cli_forget, "--all", NULL);
    shell_expect(0, "Nothing is kept|files erased", &cli_forget, "--all", "--yes", NULL);
    shell_expect(0, "No samples here yet", &cli_samples, NULL);
    assert_int_equal(stat("essay.md", &status), 0);
    shell_close();
}

static void a_benchmark_in_short(void **state) {
    (void)state;
    shell_open();
    shell_expect(0, "none", &cli_eval, "--methods", "none,oracle", "--tasks", "email", "--seeds", "1",
                 "--demonstrations", "1", "--csv", "out.csv", "--json", "out.json", "--svg", "out.svg", "--unjudged",
                 "--markdown", NULL);
    struct stat status;
    assert_int_equal(stat("out.csv", &status), 0);
    assert_int_equal(stat("out.svg", &status), 0);
    shell_expect(2, "nonsense", &cli_eval, "--methods", "nonsense", NULL);
    shell_expect(1, "history.json", &cli_eval, "--history", "history.json", "--decisions", "out", NULL);
    shell_close();
}

/* It starts /proc/self/exe lsp: this program again. */
static void the_demo_plays(void **state) {
    (void)state;
    shell_open();
    shell_expect(0, "don't", &cli_demo, NULL);
    assert_non_null(strstr(shell_get_output(), "learned preferences"));
    shell_close();
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usage_is_told),
        cmocka_unit_test(a_new_project_has_nothing),
        cmocka_unit_test(learning_and_what_follows),
        cmocka_unit_test(preferences_in_hand),
        cmocka_unit_test(mail_is_learned_by_its_sender),
        cmocka_unit_test(what_is_left_out_is_not_learned),
        cmocka_unit_test(the_doctor_looks),
        cmocka_unit_test(configuring_a_model),
        cmocka_unit_test(forgetting_everything),
        cmocka_unit_test(a_benchmark_in_short),
        cmocka_unit_test(the_demo_plays),
    };
    signal(SIGPIPE, SIG_IGN);
    if (argc > 1 && !strcmp(argv[1], "lsp"))
        return lsp_serve(STDIN_FILENO, STDOUT_FILENO);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
