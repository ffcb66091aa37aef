// libcurl, opened at run time: linked, it would cost every start 8 ms and 33 shared libraries.
#ifndef C_CURL_H
#define C_CURL_H

#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>

/// Opens libcurl and finds what is used of it, once a process. Thread-safe.
///
/// Returns NULL, or what went wrong, as text that lives as long as the process.
const char *ccurl_open(void);

// What follows may only be called after ccurl_open returned NULL. Each is libcurl's function of the same name;
// those with variable arguments have one function for each kind of value.

CURL *ccurl_easy_init(void);
void ccurl_easy_reset(CURL *easy);
void ccurl_easy_cleanup(CURL *easy);
const char *ccurl_easy_strerror(CURLcode code);
CURLcode ccurl_easy_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_easy_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_easy_set_pointer(CURL *easy, CURLoption option, const void *value);
CURLcode ccurl_easy_set_size(CURL *easy, CURLoption option, curl_off_t value);

/// What curl calls with a part of a body or a header line.
typedef size_t (*CCurlSink)(char *bytes, size_t size, size_t count, void *context);
CURLcode ccurl_easy_set_sink(CURL *easy, CURLoption option, CCurlSink sink);
CURLcode ccurl_easy_get_long(CURL *easy, CURLINFO info, long *value);
struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text);
void ccurl_slist_free_all(struct curl_slist *list);

CURLM *ccurl_multi_init(void);
void ccurl_multi_cleanup(CURLM *multi);
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode ccurl_multi_add_handle(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_remove_handle(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_perform(CURLM *multi, int *running);
CURLMcode ccurl_multi_poll(CURLM *multi, int milliseconds);
CURLMcode ccurl_multi_wakeup(CURLM *multi);

/// Takes the next transfer that is over: NULL if there is none.
CURL *ccurl_multi_next_done(CURLM *multi, CURLcode *result);

#endif
