/* Edition `screen`: the PDF that is distributed. */
#include "editions/internal.h"

/* Authors and keywords of the documents, in order, each once. */
static void collect_authors(const struct edition_input *input, struct pdf_info *info)
{
    VEC(const char *) names = {0};
    struct name_set seen = {0};
    for (size_t i = 0; i < input->volume->document_count; i++) {
        const struct person_list *authors = &input->volume->documents[i]->authors;
        for (size_t k = 0; k < authors->count; k++) {
            const char *name = person_name(input->arena, authors->at[k], false);
            if (name_set_add(input->arena, &seen, name))
                vec_push(input->arena, &names, name);
        }
    }
    info->authors = names.at;
    info->author_count = names.n;
}

static void collect_keywords(const struct edition_input *input, struct pdf_info *info)
{
    VEC(const char *) words = {0};
    struct name_set seen = {0};
    for (size_t i = 0; i < input->volume->document_count; i++) {
        const struct list *keywords = &input->volume->documents[i]->keywords;
        for (size_t k = 0; k < keywords->count; k++) {
            const char *word = localized_text(&((const struct localized *)keywords->at)[k], input->volume->language);
            if (word && name_set_add(input->arena, &seen, word))
                vec_push(input->arena, &words, word);
        }
    }
    info->keywords = words.at;
    info->keyword_count = words.n;
}

/* The title in all its languages, that of the volume first. */
static void collect_titles(const struct edition_input *input, struct pdf_info *info)
{
    const struct localized *title = &input->volume->title;
    struct pdf_text *texts = arena_alloc(input->arena, (title->count + 1) * sizeof *texts);
    const char *first = localized_language(title, input->volume->language);
    texts[info->title_count++] = (struct pdf_text){first, info->title};
    for (size_t i = 0; i < title->count; i++)
        if (title->items[i].text && title->items[i].text != info->title)
            texts[info->title_count++] = (struct pdf_text){title->items[i].language, title->items[i].text};
    info->titles = texts;
}

static const char *identifier(const struct edition_input *input)
{
    const struct imprint *imprint = input->volume->imprint;
    if (imprint && imprint->doi)
        return arena_format(input->arena, "doi:%s", imprint->doi);
    if (imprint && imprint->isbn)
        return arena_format(input->arena, "urn:isbn:%s", imprint->isbn);
    return input->volume->symbol;
}

static bool write_screen(const struct edition_input *input, struct buf *out)
{
    const struct volume *volume = input->volume;
    const struct imprint *imprint = volume->imprint;
    struct pdf_info info = {.title = localized_text(&volume->title, volume->language),
                            .subject = localized_text(&volume->subtitle, volume->language),
                            .language = volume->language,
                            .publisher = imprint ? localized_text(&imprint->publisher, volume->language) : NULL,
                            .rights = imprint ? localized_text(&imprint->rights, volume->language) : NULL,
                            .identifier = identifier(input),
                            .date = volume->latest,
                            .epoch = input->epoch,
                            .producer = "proceedings " VERSION,
                            .workers = input->workers,
                            .progress = input->progress,
                            .kept = input->pdf_kept,
                            .conforms = input->conforms};
    collect_titles(input, &info);
    collect_authors(input, &info);
    collect_keywords(input, &info);
    return pdf_write(input->pages, &info, input->diags, out);
}

const struct edition edition_screen = {"screen", ".pdf", true, write_screen};
