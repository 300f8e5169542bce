/* What curl takes for a request: sends the body in a file to a model server by libcurl's easy interface, on a
 * connection that it keeps, once for each line on its input. The other side of latency.mjs, started by it.
 *
 * Usage: client URL FILE. In: lines. Out, for each: the milliseconds from the request to the first bytes of the
 * answer's text (which the line says), and to its end. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct answer {
    const char *wanted;
    double start_ms;
    double first_ms; /* 0: not seen yet */
    char data[65536];
    size_t len;
};

static double now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static size_t on_body(char *data, size_t size, size_t count, void *arg) {
    struct answer *answer = arg;
    size_t room = sizeof answer->data - 1 - answer->len, len = size * count;
    memcpy(answer->data + answer->len, data, len < room ? len : room);
    answer->len += len < room ? len : room;
    answer->data[answer->len] = '\0';
    if (answer->first_ms == 0 && strstr(answer->data, answer->wanted)) {
        answer->first_ms = now_ms() - answer->start_ms;
    }
    return len;
}

static char *read_file(const char *path, size_t *len) {
    static char body[1u << 20];
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    *len = fread(body, 1, sizeof body, file);
    fclose(file);
    return body;
}

int main(int argc, char **argv) {
    static struct answer answer;
    static char line[256];
    if (argc != 3) {
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    CURL *easy = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    curl_easy_setopt(easy, CURLOPT_URL, argv[1]);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
    while (fgets(line, sizeof line, stdin)) {
        size_t len;
        line[strcspn(line, "\n")] = '\0';
        answer.wanted = line;
        answer.len = 0;
        answer.first_ms = 0;
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, read_file(argv[2], &len));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)len);
        answer.start_ms = now_ms();
        if (curl_easy_perform(easy) != CURLE_OK || answer.first_ms == 0) {
            fprintf(stderr, "no answer with \"%s\" in it\n", line);
            return 1;
        }
        printf("%.4f %.4f\n", answer.first_ms, now_ms() - answer.start_ms);
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(easy);
    return 0;
}
