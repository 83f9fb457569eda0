package dev.tidegate.stacks.rules;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** No secrets in user data, which everyone on the instance can read, or in plain documents. */
final class Secrets {
    private static final Pattern LOOKS_SECRET =
            Pattern.compile(
                    "AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE"
                            + " KEY|(?i)(password|passwd|secret_key|api_key|token)\\s*[=:]\\s*['\"]?[A-Za-z0-9/+_-]{8,}");

    private Secrets() {}

    static Stream<String> none(ResourceRegistration resource, Tier tier) {
        Stream<String> remedies =
                texts(resource)
                        .filter(Secrets::looksSecret)
                        .map(
                                text ->
                                        "take the secret out, and have it fetched by the role at start");
        return resource.is("rds", "Instance") && !resource.at("password").isAbsent()
                ? Stream.concat(
                        remedies, Stream.of("leave the password to AWS: manageMasterUserPassword"))
                : remedies;
    }

    private static Stream<String> texts(ResourceRegistration resource) {
        if (resource.is("LaunchTemplate")) {
            return resource.at("userData").texts().map(Secrets::decoded);
        }
        if (resource.is("ec2", "Instance")) {
            return resource.at("userData").texts();
        }
        return resource.is("BucketObjectv2") ? resource.at("content").texts() : Stream.empty();
    }

    /** Plain outputs are visible to everyone who may read the stack. */
    static List<Violation> inOutput(String name, Property value) {
        return value.texts()
                .filter(Secrets::looksSecret)
                .limit(1)
                .map(
                        text ->
                                new Violation(
                                        "no-secret-in-outputs",
                                        "output " + name,
                                        "tell where the secret is kept, not the secret"))
                .toList();
    }

    private static boolean looksSecret(String text) {
        return LOOKS_SECRET.matcher(text).find();
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // plain, then
        }
    }
}
