package dev.tidegate.stacks.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Translates Pulumi's names of types and properties into Terraform's. */
final class Dictionary {
    private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");

    private final JsonNode types;

    private Dictionary(JsonNode types) {
        this.types = types;
    }

    static Dictionary load() {
        try (InputStream in = Dictionary.class.getResourceAsStream("types.yaml")) {
            return new Dictionary(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("types.yaml is part of the program", e);
        }
    }

    Optional<String> type(String token) {
        return Optional.ofNullable(types.path(token).path("type").textValue());
    }

    /** The last name of a path such as {@code mixedInstancesPolicy.launchTemplate.overrides}. */
    String property(String token, String path) {
        JsonNode other = types.path(token).path("names").path(path);
        return other.isTextual()
                ? other.textValue()
                : snake(path.substring(path.lastIndexOf('.') + 1));
    }

    static String snake(String camel) {
        return HUMP.matcher(camel).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    }
}
