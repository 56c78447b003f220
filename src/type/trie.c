/* A node for each beginning of a pattern; patterns themselves stay where they stand in the file. */
#include "type/trie.h"

void trie_init(struct trie *trie, const char *bytes, size_t letters)
{
    *trie = (struct trie){.bytes = bytes, .count = 1};
    trie->nodes = base_malloc((letters + 1) * sizeof *trie->nodes);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static uint32_t find_child(const struct trie *trie, uint32_t node, unsigned char letter)
{
    if (!node)
        return trie->first[letter];
    uint32_t child = trie->nodes[node].child;
    while (child && trie->nodes[child].letter != letter)
        child = trie->nodes[child].next;
    return child;
}

static uint32_t add_child(struct trie *trie, uint32_t node, unsigned char letter)
{
    uint32_t child = trie->count++;
    trie->nodes[child] = (struct trie_node){.letter = letter};
    if (node) {
        trie->nodes[child].next = trie->nodes[node].child;
        trie->nodes[node].child = child;
    } else {
        trie->first[letter] = child;
    }
    return child;
}

/* Patterns stand nearly in the order of the alphabet: most begin as the one before does. */
void trie_add(struct trie *trie, size_t offset)
{
    uint32_t node = 0, depth = 0;
    bool as_before = true;
    for (const char *at = trie->bytes + offset; (unsigned char)*at > ' '; at++) {
        unsigned char letter = (unsigned char)*at;
        if (is_digit(*at))
            continue;
        as_before = as_before && depth < trie->depth && trie->nodes[trie->path[depth]].letter == letter;
        uint32_t child = as_before ? trie->path[depth] : find_child(trie, node, letter);
        node = trie->path[depth++] = child ? child : add_child(trie, node, letter);
    }
    trie->depth = depth;
    trie->nodes[node].pattern = (unsigned)offset & (TRIE_LARGEST_FILE - 1);
}

void trie_end(struct trie *trie)
{
    trie->nodes = base_realloc(trie->nodes, trie->count * sizeof *trie->nodes);
}

/* Of digits side by side the last counts. */
static void apply(const char *pattern, char *values)
{
    for (; (unsigned char)*pattern > ' '; pattern++)
        if (!is_digit(*pattern))
            values++;
        else if (*values < *pattern && !is_digit(pattern[1]))
            *values = *pattern;
}

void trie_weigh(const struct trie *trie, const char *text, size_t size, char *values)
{
    size_t reached = 0; /* so many letters end the beginning of a pattern that began before */
    memset(values, '0', size + 1);
    for (size_t from = 0; from < size; from++) {
        uint32_t node = 0;
        for (size_t at = from; at < size && (node = find_child(trie, node, (unsigned char)text[at])); at++) {
            if (at < reached)
                continue;
            reached = at + 1;
            if (trie->nodes[node].pattern)
                apply(trie->bytes + trie->nodes[node].pattern, values + from);
        }
    }
}
