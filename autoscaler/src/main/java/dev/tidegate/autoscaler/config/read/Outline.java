package dev.tidegate.autoscaler.config.read;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where each key of a well-formed text stands, and which of them hold an alias instead of a value. */
final class Outline {
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> aliases = new TreeSet<>();

    static Outline of(String text) {
        Outline outline = new Outline();
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() != null) {
                outline.value(parser, "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what was read once cannot be read again", e);
        }
        return outline;
    }

    private void value(YAMLParser parser, String path) throws IOException {
        if (parser.isCurrentAlias()) {
            aliases.add(path);
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String inner = (path.isEmpty() ? "" : path + ".") + parser.currentName();
                begins(parser, inner);
                parser.nextToken();
                value(parser, inner);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                String inner = path + "[" + i + "]";
                begins(parser, inner);
                value(parser, inner);
            }
        }
    }

    private void begins(YAMLParser parser, String path) {
        lines.put(path, parser.currentTokenLocation().getLineNr());
    }

    /** The line of a key, or of what it would belong to; none where that is the file. */
    Optional<Integer> line(String key) {
        for (String at = key; !at.isEmpty(); at = above(at)) {
            if (lines.containsKey(at)) {
                return Optional.ofNullable(lines.get(at));
            }
        }
        return Optional.empty();
    }

    private static String above(String key) {
        return key.substring(0, Math.max(0, Math.max(key.lastIndexOf('.'), key.lastIndexOf('['))));
    }

    /** Keys whose value would silently be an anchor's name. */
    Set<String> aliases() {
        return aliases;
    }
}
