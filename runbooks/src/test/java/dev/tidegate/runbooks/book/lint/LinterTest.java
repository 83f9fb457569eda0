package dev.tidegate.runbooks.book.lint;

import static dev.tidegate.runbooks.book.Books.GOOD;
import static dev.tidegate.runbooks.book.Books.loaded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookLoader;
import dev.tidegate.runbooks.book.BookOutcome;
import dev.tidegate.runbooks.book.Books;
import dev.tidegate.runbooks.cli.context.Kinds;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LinterTest {
    private static List<String> lint(String... texts) {
        List<Book> books =
                Arrays.stream(texts)
                        .map(
                                t -> {
                                    String name = t.lines().findFirst().orElseThrow().substring(6);
                                    BookOutcome read =
                                            new BookLoader(Books.ACTUATORS).load(name + ".yaml", t);
                                    assertThat(read).isInstanceOf(BookOutcome.Loaded.class);
                                    return ((BookOutcome.Loaded) read).book();
                                })
                        .toList();
        return new Linter(Books.ACTUATORS).lint(books).stream().map(Finding::what).toList();
    }

    private static String named(String name, String text) {
        return text.replace("book: good", "book: " + name);
    }

    @Test
    void goodBookHasNoFindings() {
        assertThat(lint(GOOD)).isEmpty();
        assertThat(loaded(GOOD).name()).isEqualTo("good");
    }

    private static List<String> lintStep(String parameters, String step) {
        var kinds = Kinds.all(new AwsAccess(Optional.empty()), Clock.systemUTC());
        String text =
                "book: told\ntitle: T\nblast-radius: {affects: nobody}\nparameters:\n"
                        + "  who: {about: W, %s}\nsteps:\n  - {step: tell, undo: {none: x}, %s}\n"
                                .formatted(parameters, step);
        BookOutcome read = new BookLoader(kinds).load("told.yaml", text);
        assertThat(read).as(read.toString()).isInstanceOf(BookOutcome.Loaded.class);
        return new Linter(kinds)
                .lint(List.of(((BookOutcome.Loaded) read).book())).stream()
                        .map(Finding::what)
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: target, kinds: [http] | target: '${who}', set: {secret: HOOK_TOKEN}"
                        + " | sends a secret wherever who says",
                "type: text | do: http, target: {url: 'https://${who}/x'}, set: {secret: HOOK_TOKEN}"
                        + " | sends a secret wherever who says",
                "type: text | do: http, target: {url: 'https://hook/x'}, set: {secret: '${who}'}"
                        + " | sends whichever secret who says",
                "type: text | do: aws-ssm-command, target: {region: r, document: AWS-RunShellScript,"
                        + " instance: i-1}, set: {commands: 'restart ${who}'}"
                        + " | puts who into a shell's command"
            })
    void moreInTheHandsOfWhoeverRunsABookThanItIsForIsFound(
            String parameter, String step, String found) {
        assertThat(lintStep(parameter, step)).singleElement().asString().contains(found);
        String among =
                parameter.contains("target")
                        ? ", among: ['http:url=https://hook/x']"
                        : ", among: [chat, code]";
        assertThat(lintStep(parameter + among, step)).isEmpty();
    }

    @Test
    void whatHoldsNoSecretMayGoWhereWhoeverRunsItSays() {
        assertThat(lintStep("type: target, kinds: [http]", "target: '${who}', set: {body: x}"))
                .isEmpty();
        assertThat(
                        lintStep(
                                "type: count",
                                "do: aws-ssm-command, target: {region: r, document:"
                                        + " AWS-RunShellScript, instance: i-1}, set: {commands: 'sleep ${who}'}"))
                .isEmpty();
    }

    @Test
    void thresholdsWithoutHysteresisAreFound() {
        assertThat(lint(GOOD.replace("below: 0.005", "below: 0.01")))
                .singleElement()
                .asString()
                .contains("hysteresis");
    }

    @Test
    void branchNobodyReachesIsFound() {
        assertThat(lint(GOOD.replace("why == 'load'", "floor > 50 && why == 'drill'")))
                .singleElement()
                .asString()
                .contains("never reached");
        assertThat(lint(GOOD.replace("why == 'load'", "floor > 49 && why == 'drill'"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "share > 0.5 && share < 0.9",
                "share * 3.0 > 1.5 && share < 0.6",
                "hold > duration('10m')",
                "hold > duration('1h30m') && hold < duration('2h')",
                "low > high",
                "low > 10 && high < 3",
                "low > 3 && low < 5 && drill && share > 0.99"
            })
    void branchThatSomebodyReachesIsNotFound(String condition) {
        assertThat(lint(asking(condition))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "share > 0.5 && share < 0.4",
                "share > 1.0",
                "hold > duration('10m') && hold < duration('9m')",
                "low > 3 && low < 4",
                "low > high && high > low",
                "why == 'lode'"
            })
    void branchNobodyReachesIsFoundAmongManyParameters(String condition) {
        assertThat(lint(asking(condition)))
                .singleElement()
                .asString()
                .contains("never reached", condition);
    }

    private static String asking(String condition) {
        return GOOD.replace("when: why == 'load'", "when: " + condition)
                .replace(
                        "signal:\n",
                        """
                          share: {type: number, least: 0, most: 1, about: A share.}
                          hold: {type: duration, default: 1m, about: How long.}
                          low: {type: count, default: 1, about: The least.}
                          high: {type: count, default: 2, about: The most.}
                          drill: {type: flag, default: 'false', about: Whether it is one.}
                        signal:
                        """);
    }

    @Test
    void upperTierThatIsEnteredFirstIsFound() {
        String upper =
                named("upper", GOOD)
                        .replace("tier: 1", "tier: 2\napprovals: {role: lead}")
                        .replace("above: 0.01", "above: 0.008");

        assertThat(lint(GOOD, upper)).singleElement().asString().contains("out of order");
    }

    @Test
    void takingFromTheBetterClassFirstIsFound() {
        String step =
                "  - {step: s-N, do: simulated, target: {fleet: c}, set: {floor: 1}, class: N}\n";
        String right = step.replace("N", "p3") + step.replace("N", "p2");
        String wrong = step.replace("N", "p2") + step.replace("N", "p3");

        assertThat(lint(GOOD + right)).isEmpty();
        assertThat(lint(GOOD + wrong)).singleElement().asString().contains("inverted");
    }

    @Test
    void mitigationWithoutALeaseIsFound() {
        assertThat(lint(GOOD.replace("lease: 1h\n", "")))
                .singleElement()
                .asString()
                .contains("without a lease");
    }

    @Test
    void thresholdsWithoutADwellTimeAreFound() {
        for (String text :
                List.of(GOOD.replace("01, for: 2m", "01"), GOOD.replace("005, for: 10m", "005"))) {
            assertThat(lint(text)).singleElement().asString().contains("without a dwell time");
        }
    }

    @Test
    void whatAsksNobodyThoughItIsOfAnUpperTierIsFound() {
        assertThat(lint(GOOD.replace("tier: 1", "tier: 2")))
                .singleElement()
                .asString()
                .contains("tier 2 asks nobody");
        assertThat(lint(GOOD.replace("tier: 1", "tier: 0").replace("lease: 1h\n", ""))).isEmpty();
    }

    @Test
    void takingFromOneClassTwiceIsNoInversion() {
        String step =
                "  - {step: s-N, do: simulated, target: {fleet: c}, set: {floor: 1}, class: p2}\n";

        assertThat(lint(GOOD + step.replace("N", "1") + step.replace("N", "2"))).isEmpty();
    }

    /** The lower tier is entered at 0.01 after two minutes, or at 10 going down. */
    @ParameterizedTest
    @CsvSource({
        "above, 0.01, 3m, false",
        "above, 0.01, 2m, true",
        "above, 0.01, 1m, true",
        "above, 0.009, 9m, true",
        "above, 0.02, 0s, false",
        "below, 10, 3m, false",
        "below, 10, 2m, true",
        "below, 11, 9m, true",
        "below, 9, 1m, false",
    })
    void anUpperTierIsEnteredLaterThanALowerOne(
            String side, String enter, String dwell, boolean found) {
        String low = "enter: {below: 10, for: 2m}";
        String lower =
                side.equals("above")
                        ? GOOD
                        : GOOD.replace("enter: {above: 0.01, for: 2m}", low)
                                .replace("exit: {below: 0.005", "exit: {above: 20");
        String entered = side.equals("above") ? "enter: {above: 0.01, for: 2m}" : low;
        String upper =
                named("upper", lower)
                        .replace("tier: 1", "tier: 2\napprovals: {role: lead}")
                        .replace(entered, "enter: {%s: %s, for: %s}".formatted(side, enter, dwell));

        List<String> findings = lint(lower, upper);

        assertThat(findings)
                .filteredOn(what -> what.contains("out of order"))
                .hasSize(found ? 1 : 0);
    }

    @Test
    void whatIsOfNoTierIsInNoOrder() {
        String loose =
                named("loose", GOOD)
                        .replace("tier: 1", "tier: 0")
                        .replace("above: 0.01", "above: 0.02");

        assertThat(lint(GOOD, loose)).isEmpty();
    }
}
