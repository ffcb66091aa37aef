#define _GNU_SOURCE
#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// The functions in use: name and type.
#define FUNCTIONS(F)                                                                   \
    F(global_init, CURLcode, (long))                                                   \
    F(easy_init, CURL *, (void))                                                       \
    F(easy_reset, void, (CURL *))                                                      \
    F(easy_cleanup, void, (CURL *))                                                    \
    F(easy_strerror, const char *, (CURLcode))                                         \
    F(easy_setopt, CURLcode, (CURL *, CURLoption, ...))                                \
    F(easy_getinfo, CURLcode, (CURL *, CURLINFO, ...))                                 \
    F(slist_append, struct curl_slist *, (struct curl_slist *, const char *))          \
    F(slist_free_all, void, (struct curl_slist *))                                     \
    F(multi_init, CURLM *, (void))                                                     \
    F(multi_cleanup, CURLMcode, (CURLM *))                                             \
    F(multi_setopt, CURLMcode, (CURLM *, CURLMoption, ...))                            \
    F(multi_add_handle, CURLMcode, (CURLM *, CURL *))                                  \
    F(multi_remove_handle, CURLMcode, (CURLM *, CURL *))                               \
    F(multi_perform, CURLMcode, (CURLM *, int *))                                      \
    F(multi_poll, CURLMcode, (CURLM *, struct curl_waitfd[], unsigned int, int, int *)) \
    F(multi_wakeup, CURLMcode, (CURLM *))                                              \
    F(multi_info_read, CURLMsg *, (CURLM *, int *))

#define DECLARE(name, result, parameters) result(*name) parameters;
static struct {
    FUNCTIONS(DECLARE)
} api;

// The file names under which distributions have it, the commonest first.
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-nss.so.4", "libcurl.so"};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const char *fault;
static char text[512];

static void *open_library(void) {
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        // Deep binding: libcurl's TLS library must not find the functions of the one that is linked into this program.
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
        if (library) return library;
    }
    const char *reason = dlerror();
    snprintf(text, sizeof text,
             "libcurl was not found (%s); install it, for example with 'apt-get install libcurl4' or 'dnf install libcurl'",
             reason ? reason : "no reason given");
    fault = text;
    return NULL;
}

static void load(void) {
    void *library = open_library();
    if (!library) return;
#define FIND(name, result, parameters)                                                          \
    *(void **)&api.name = dlsym(library, "curl_" #name);                                        \
    if (!api.name) fault = "this libcurl has no curl_" #name "; version 7.68 or later is needed";
    FUNCTIONS(FIND)
    if (!fault && api.global_init(CURL_GLOBAL_ALL) != CURLE_OK) fault = "libcurl could not be initialised";
}

const char *ccurl_open(void) {
    pthread_once(&once, load);
    return fault;
}

CURL *ccurl_easy_init(void) { return api.easy_init(); }
void ccurl_easy_reset(CURL *easy) { api.easy_reset(easy); }
void ccurl_easy_cleanup(CURL *easy) { api.easy_cleanup(easy); }
const char *ccurl_easy_strerror(CURLcode code) { return api.easy_strerror(code); }

CURLcode ccurl_easy_set_long(CURL *easy, CURLoption option, long value) { return api.easy_setopt(easy, option, value); }
CURLcode ccurl_easy_set_text(CURL *easy, CURLoption option, const char *value) {
    return api.easy_setopt(easy, option, value);
}
CURLcode ccurl_easy_set_pointer(CURL *easy, CURLoption option, const void *value) {
    return api.easy_setopt(easy, option, value);
}
CURLcode ccurl_easy_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return api.easy_setopt(easy, option, value);
}
CURLcode ccurl_easy_set_sink(CURL *easy, CURLoption option, CCurlSink sink) {
    return api.easy_setopt(easy, option, sink);
}
CURLcode ccurl_easy_get_long(CURL *easy, CURLINFO info, long *value) { return api.easy_getinfo(easy, info, value); }

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *line) { return api.slist_append(list, line); }
void ccurl_slist_free_all(struct curl_slist *list) { api.slist_free_all(list); }

CURLM *ccurl_multi_init(void) { return api.multi_init(); }
void ccurl_multi_cleanup(CURLM *multi) { api.multi_cleanup(multi); }
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return api.multi_setopt(multi, option, value);
}
CURLMcode ccurl_multi_add_handle(CURLM *multi, CURL *easy) { return api.multi_add_handle(multi, easy); }
CURLMcode ccurl_multi_remove_handle(CURLM *multi, CURL *easy) { return api.multi_remove_handle(multi, easy); }
CURLMcode ccurl_multi_perform(CURLM *multi, int *running) { return api.multi_perform(multi, running); }
CURLMcode ccurl_multi_poll(CURLM *multi, int milliseconds) { return api.multi_poll(multi, NULL, 0, milliseconds, NULL); }
CURLMcode ccurl_multi_wakeup(CURLM *multi) { return api.multi_wakeup(multi); }

CURL *ccurl_multi_next_done(CURLM *multi, CURLcode *result) {
    int left;
    CURLMsg *message;
    while ((message = api.multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        return message->easy_handle;
    }
    return NULL;
}
