package dev.tidegate.runbooks.book;

import static dev.tidegate.runbooks.book.Books.GOOD;
import static dev.tidegate.runbooks.book.Books.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.yaml.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a good book is refused for after one change, at the key that it is about. */
final class BookMistakesTest {

    private static final String SIGNAL =
            GOOD.substring(GOOD.indexOf("signal:"), GOOD.indexOf("requires:"));

    record Mistake(String text, String instead, String key, String found) {
        @Override
        public String toString() {
            return instead.strip();
        }
    }

    /** Before the steps, of a book that runs by itself. */
    private static Mistake automatic(String text, String instead, String found) {
        return of(text, instead + "\nautomatic: true", "automatic", found);
    }

    private static Mistake of(String text, String instead, String key, String found) {
        return new Mistake(text, instead, key, found);
    }

    /** Another line of the only step. */
    private static Mistake inStep(String line, String key, String found) {
        return of("    when: why", "    " + line + "\n    when: why", "steps[0]." + key, found);
    }

    /** Another parameter. */
    private static Mistake parameter(String line, String key, String found) {
        return of("signal:", "  " + line + "\nsignal:", "parameters." + key, found);
    }

    static Stream<Mistake> mistakes() {
        String set = "    set: {floor: \"${floor}\"}\n";
        String step = GOOD.substring(GOOD.indexOf("  - step: raise"));
        return Stream.of(
                of("lease: 1h", "lease: [1h]", "lease", "list"),
                of("lease: 1h", "lease: \"${why}\"", "lease", "why"),
                of("for: 2m}", "for: 2m, then: x}", "signal.enter.then", "an unknown field"),
                of("for: 10m}", "for: 10m, then: x}", "signal.exit.then", "an unknown field"),
                of("query: busy_share", "query: b\n  then: x", "signal.then", "an unknown field"),
                of("{above: 0.01, for: 2m}", "{for: 2m}", "signal.enter.above", "nothing"),
                of("{below: 0.005, for: 10m}", "{for: 10m}", "signal.exit.below", "nothing"),
                of(
                        "otherwise: too many}",
                        "otherwise: x, why: y}",
                        "requires[0].why",
                        "an unknown field"),
                of(
                        "affects: nobody}",
                        "affects: x, why: y}",
                        "blast-radius.why",
                        "an unknown field"),
                of("targets: 1,", "targets: 0,", "blast-radius.targets", "0"),
                of(step, step + step, "steps", "the same name twice"),
                of("steps:\n" + step, "steps: []", "steps", "an empty list"),
                of("step: raise", "step: Raise it", "steps[0].step", "Raise it"),
                of(
                        "lease: 1h",
                        "lease: 1h\neffect: {within: 5m, then: x}",
                        "effect.then",
                        "an unknown field"),
                of(
                        "lease: 1h",
                        "lease: 1h\napprovals: {role: lead, then: x}",
                        "approvals.then",
                        "an unknown field"),
                of("    when: why == 'load'\n", "---\nbook: other\n", "file", "another document"),
                of(SIGNAL, "effect: {}\n", "effect", "no signal"),
                of("tier: 1", "tier: 0\nautomatic: true", "automatic", "floor without"),
                automatic("lease: 1h", "", "no lease"),
                automatic("title: A good book", "title: A", "parameter floor without a default"),
                parameter("Floor: {type: count, about: x}", "Floor", "Floor"),
                parameter("before: {type: count, about: x}", "before", "before"),
                parameter("api_token: {type: text, about: x}", "api_token", "promises a secret"),
                parameter("x: {about: x}", "x.type", "nothing"),
                parameter("x: {type: count, about: x, more: y}", "x.more", "an unknown field"),
                parameter("x: {type: count, about: x, least: many}", "x.least", "many"),
                parameter("x: {type: target, about: x}", "x.kinds", "none"),
                parameter("x: {type: target, kinds: [magic], about: x}", "x.kinds", "magic"),
                parameter(
                        "x: {type: duration, least: 5m, default: 4m, about: x}", "x.default", "4m"),
                parameter(
                        "x: {type: duration, most: 500ms, default: 900ms, about: x}",
                        "x.default",
                        "900ms"),
                parameter(
                        "x: {type: target, kinds: [simulated], default: 'simulated:fleet=a,fleet=b', about: x}",
                        "x.default",
                        "fleet=b"),
                parameter(
                        "x: {type: number, most: 1, default: '1.1', about: x}", "x.default", "1.1"),
                of("do: simulated", "undo: {none: x}", "steps[0].do", "nothing"),
                of("{fleet: chat}", "\"${why}\"", "steps[0].target", "${why}"),
                of("{fleet: chat}", "\"${why}\"", "steps[0].do", "both"),
                of("{floor: \"${floor}\"}", "{floor: 2.5}", "steps[0].set", "whole number"),
                of("{fleet: chat}", "{}", "steps[0].target", "no fleet"),
                of("{fleet: chat}", "{fleet: c, zone: a}", "steps[0].target", "zone"),
                of(set, "", "steps[0].set", "nothing"),
                of("set: {floor: \"${floor}\"}", "set: {}", "steps[0].set", "nothing"),
                inStep("retries: {most: 3, then: x}", "retries.then", "an unknown field"),
                inStep("retries: {most: 101}", "retries.most", "101"),
                inStep("undo: {none: sent, then: x}", "undo.then", "an unknown field"));
    }

    @Test
    void whatRunsByItselfIsCalledForByASignalOrByATier() {
        String alone =
                GOOD.replace("lease: 1h", "lease: 1h\nautomatic: true")
                        .replace("most: 50,", "most: 50, default: 2,");
        String uncalled = alone.replace(SIGNAL, "").replace("tier: 1", "tier: 0");

        assertThat(Books.loaded(alone).automatic()).isTrue();
        assertThat(Books.loaded(alone.replace(SIGNAL, "")).automatic()).isTrue();
        assertThat(Books.loaded(alone.replace("tier: 1", "tier: 0")).automatic()).isTrue();
        assertThat(problems(uncalled))
                .singleElement()
                .satisfies(problem -> assertThat(problem.found()).contains("neither"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isRefusedWhereItStands(Mistake mistake) {
        assertThat(GOOD).contains(mistake.text());

        List<Problem> problems = problems(GOOD.replace(mistake.text(), mistake.instead()));

        assertThat(problems)
                .anySatisfy(
                        problem -> {
                            assertThat(problem.key()).isEqualTo(mistake.key());
                            assertThat(problem.found()).contains(mistake.found());
                        });
    }
}
