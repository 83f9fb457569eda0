package dev.tidegate.runbooks.approve;

import dev.tidegate.runbooks.act.wire.Network;
import dev.tidegate.runbooks.yaml.Fields;
import dev.tidegate.runbooks.yaml.Node;
import dev.tidegate.runbooks.yaml.Problem;
import dev.tidegate.runbooks.yaml.YamlTree;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads the policy file, reporting all problems at once. */
public final class PolicyLoader {
    private PolicyLoader() {}

    /** Result of loading it. */
    public sealed interface PolicyOutcome {
        record Loaded(AccessPolicy policy) implements PolicyOutcome {}

        record Invalid(List<Problem> problems) implements PolicyOutcome {}

        /** The file cannot be read. */
        record Unreadable(IOException why) implements PolicyOutcome {}
    }

    public static PolicyOutcome load(String text) {
        var problems = new ArrayList<Problem>();
        Optional<Node> root = YamlTree.parse(text, problems);
        Optional<AccessPolicy> policy = root.map(r -> policy(Fields.of(r, "", problems)));
        return policy.isPresent() && problems.isEmpty()
                ? new PolicyOutcome.Loaded(policy.get())
                : new PolicyOutcome.Invalid(List.copyOf(problems));
    }

    private static AccessPolicy policy(Fields f) {
        String environment = f.text("environment");
        var known = new HashSet<String>();
        List<AccessPolicy.Entry> operators =
                f.list("operators", true, operator -> operator(operator, known));
        List<AccessRule> rules = f.list("rules", true, PolicyLoader::rule);
        f.finish();
        return new AccessPolicy(environment, operators, rules);
    }

    /** @param known names, users and token hashes of the entries before: each belongs to one operator, or the first entry would decide the roles */
    private static AccessPolicy.Entry operator(Fields f, Set<String> known) {
        AccessPolicy.Entry entry =
                new AccessPolicy.Entry(
                        f.text("name"),
                        Set.copyOf(f.texts("roles")),
                        f.optionalText("user"),
                        f.optionalText("token-sha256"));
        if (entry.user().isEmpty() && entry.tokenSha256().isEmpty()) {
            f.problem("user", "nothing", "a user of the machine, or token-sha256");
        }
        entry.tokenSha256()
                .filter(h -> !h.matches("[0-9a-f]{64}"))
                .ifPresent( // what is told stands on the status page, and it may be the token
                        // itself
                        h ->
                                f.problem(
                                        "token-sha256",
                                        "what is no hash (not repeated here)",
                                        "64 hex digits, as sha256sum prints them"));
        for (String name : List.of("name", "user", "token-sha256")) {
            f.optionalText(name)
                    .filter(value -> !known.add(name + " " + value))
                    .ifPresent(value -> f.problem(name, "that of an operator above", "his own"));
        }
        f.finish();
        return entry;
    }

    private static AccessRule rule(Fields f) {
        var actions = EnumSet.noneOf(Action.class);
        for (String name : f.limit("allow")) {
            try {
                actions.add(Action.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                f.problem("allow", '"' + name + '"', "actions among " + List.of(Action.values()));
            }
        }
        var networks = new ArrayList<Network>();
        for (String text : f.limit("networks")) {
            Network.parse(text)
                    .ifPresentOrElse(
                            networks::add,
                            () -> f.problem("networks", '"' + text + '"', "such as 10.0.0.0/8"));
        }
        int maxTier = f.count("most-tier", -1, 0, 3);
        AccessRule rule =
                new AccessRule(
                        actions,
                        f.limit("roles").stream().collect(Collectors.toUnmodifiableSet()),
                        maxTier < 0 ? Optional.empty() : Optional.of(maxTier),
                        Set.copyOf(f.limit("environments")),
                        f.optionalText("hours").flatMap(t -> hours(f, t)),
                        List.copyOf(networks));
        f.finish();
        return rule;
    }

    private static Optional<AccessRule.Hours> hours(Fields f, String text) {
        String[] ends = text.split("-", -1);
        try {
            if (ends.length == 2 && !ends[0].equals(ends[1])) {
                return Optional.of(
                        new AccessRule.Hours(LocalTime.parse(ends[0]), LocalTime.parse(ends[1])));
            }
        } catch (DateTimeException e) {
            // reported below, as for any other invalid text
        }
        f.problem("hours", '"' + text + '"', "such as 08:00-20:00, in UTC");
        return Optional.empty();
    }
}
