package dev.tidegate.runbooks.book;

import static dev.tidegate.runbooks.book.Books.GOOD;
import static dev.tidegate.runbooks.book.Books.loaded;
import static dev.tidegate.runbooks.book.Books.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.book.terms.Preset;
import dev.tidegate.runbooks.yaml.Problem;
import dev.tidegate.runbooks.yaml.SourcePosition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BookLoaderTest {

    private static Problem only(String text) {
        List<Problem> problems = problems(text);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @Test
    void goodBookIsReadWhole() {
        Book book = loaded(GOOD);

        assertThat(book.tier()).isEqualTo(1);
        assertThat(book.parameters()).extracting(Parameter::name).containsExactly("floor", "why");
        assertThat(book.signal().orElseThrow().enterFor()).isEqualTo(Duration.ofMinutes(2));
        BookStep.Change change = book.steps().get(0).change().orElseThrow();
        assertThat(change.kind()).contains("simulated");
        assertThat(change.retries()).isEqualTo(Retries.DEFAULT);
    }

    @Test
    void unknownFieldIsRefusedWithItsPlaceAndTheKnownOnes() {
        Problem problem = only(GOOD.replace("tier: 1", "teir: 1"));

        assertThat(problem.position()).isEqualTo(new SourcePosition(3, 1));
        assertThat(problem.key()).isEqualTo("teir");
        assertThat(problem.expected()).contains("tier");
    }

    @Test
    void wrongTypeIsRefusedWithItsPlaceAndWhatIsExpected() {
        Problem problem = only(GOOD.replace("tier: 1", "tier: high"));

        assertThat(problem.position()).isEqualTo(new SourcePosition(3, 7));
        assertThat(problem.found()).isEqualTo("\"high\"");
        assertThat(problem.expected()).contains("from 0 to 3");
    }

    @Test
    void missingVariableIsRefusedWhereItIsUsed() {
        Problem problem = only(GOOD.replace("${floor}", "${flour}"));

        assertThat(problem.position()).isEqualTo(new SourcePosition(19, 18));
        assertThat(problem.found()).contains("flour");
    }

    @Test
    void conditionThatYieldsNoTruthIsRefused() {
        Problem problem = only(GOOD.replace("floor < 40", "floor + 40"));

        assertThat(problem.key()).isEqualTo("requires[0].condition");
        assertThat(problem.found()).contains("int");
    }

    @Test
    void conditionThatComparesTextWithANumberIsRefused() {
        assertThat(only(GOOD.replace("why == 'load'", "why > 3")).key()).isEqualTo("steps[0].when");
    }

    @Test
    void everyProblemIsReportedAtOnceInTheOrderOfTheFile() {
        List<Problem> problems =
                problems(
                        GOOD.replace("tier: 1", "tier: 9")
                                .replace("for: 2m", "for: soon")
                                .replace("do: simulated", "do: magic")
                                .replace("lease: 1h", "lease: long")
                                .replace("title: A good book", "titel: A good book"));

        assertThat(problems)
                .extracting(Problem::key)
                .containsExactly(
                        "title", "titel", "tier", "signal.enter.for", "lease", "steps[0].do");
    }

    @Test
    void valueThatTheTargetCannotTakeIsRefused() {
        assertThat(only(GOOD.replace("\"${floor}\"", "many")).found()).contains("whole number");
        assertThat(only(GOOD.replace("set: {floor", "set: {roof")).found()).contains("roof");
    }

    @Test
    void nameGivenTwiceAndAliasesAreRefused() {
        assertThat(only(GOOD + "tier: 2\n").found()).isEqualTo("a second one");
    }

    @Test
    void textThatIsNoYamlIsRefusedWithItsPlace() {
        Problem problem = only("book: good\nsteps: [unclosed\ntitle: x\n");

        assertThat(problem.expected()).isEqualTo("well-formed YAML");
        assertThat(problem.position().line()).isGreaterThan(1);
    }

    @Test
    void bookThatIsNamedOtherwiseThanItsFileIsRefused() {
        assertThat(only(GOOD.replace("book: good", "book: better")).expected()).contains("good");
    }

    @Test
    void defaultThatItsOwnTypeRefusesIsRefused() {
        assertThat(only(GOOD.replace("default: load", "default: fun")).key())
                .isEqualTo("parameters.why.default");
    }

    private static String withFleet(String limits) {
        return GOOD.replace(
                        "parameters:",
                        "parameters:\n  fleet: {type: target, about: Whose., kinds: [simulated]"
                                + limits
                                + "}")
                .replace("do: simulated\n    target: {fleet: chat}", "target: ${fleet}");
    }

    @Test
    void aTargetIsAmongThoseThatTheBookNames() {
        Parameter fleet =
                loaded(withFleet(", among: ['simulated:fleet=chat', 'simulated:fleet=code']"))
                        .parameter("fleet")
                        .orElseThrow();

        assertThat(fleet.read("simulated:fleet=code")).isPresent();
        assertThat(fleet.read("simulated:fleet=payments")).isEmpty();
        assertThat(fleet.expected()).contains("simulated:fleet=chat");
    }

    @Test
    void whatIsNamedAmongTargetsIsATargetOfThoseKinds() {
        assertThat(problems(withFleet(", among: [chat, 'aws-autoscaling:group=a,region=b']")))
                .extracting(Problem::key)
                .containsExactly("parameters.fleet.among", "parameters.fleet.among");
    }

    /** A book whose author believes that it is limited must not load without its limit. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "among | type: count, among: ['1', '2']",
                "among | type: duration, among: [5m]",
                "least | type: text, least: 1",
                "most | type: flag, most: 1",
                "kinds | type: text, kinds: [simulated]"
            })
    void aLimitThatTheTypeDoesNotKnowIsRefused(String limit, String parameter) {
        Problem problem =
                only(
                        GOOD.replace(
                                "parameters:",
                                "parameters:\n  more: {about: M., " + parameter + "}"));

        assertThat(problem.key()).isEqualTo("parameters.more." + limit);
    }

    private static String with(String step) {
        return GOOD + "  - step: stand\n    " + step + "\n";
    }

    @Test
    void stepsThatChangeNothingAreRead() {
        assertThat(loaded(with("wait: {query: busy, below: 0.01, for: 2m}")).steps().get(1).work())
                .isInstanceOfSatisfying(BookStep.Wait.class, w -> assertThat(w.below()).isTrue());
        assertThat(loaded(with("pause: {for: 10m, otherwise: undo}")).steps().get(1).work())
                .isEqualTo(new BookStep.Pause(Duration.ofMinutes(10), BookStep.Unresumed.UNDO));
        assertThat(loaded(with("approve: {role: lead, least: 2}")).steps().get(1).work())
                .isInstanceOfSatisfying(
                        BookStep.Ask.class, a -> assertThat(a.approvals().least()).isEqualTo(2));
    }

    @Test
    void mistakesInStepsThatChangeNothingAreReportedAtTheirPlace() {
        assertThat(problems(with("wait: {query: busy, for: 2m}")))
                .singleElement()
                .satisfies(p -> assertThat(p.key()).isEqualTo("steps[1].wait.below"))
                .satisfies(p -> assertThat(p.position().line()).isEqualTo(22));
        assertThat(problems(with("wait: {query: busy, below: 1, for: 10m}\n    timeout: 5m")))
                .singleElement()
                .satisfies(p -> assertThat(p.found()).contains("longer than"));
        assertThat(problems(with("wait: {query: \"${nobody}\", below: 1}")))
                .singleElement()
                .satisfies(p -> assertThat(p.found()).contains("nobody"));
        assertThat(problems(with("pause: {otherwise: undo}")))
                .extracting(Problem::key)
                .contains("steps[1].pause.for");
        assertThat(problems(with("pause: {for: 1m}\n    book: other")))
                .extracting(Problem::found)
                .contains("a second thing to do");
    }

    @Test
    void automaticBookNeedsNobodyToAnswerItsParameters() {
        assertThat(problems(GOOD.replace("tier: 1", "tier: 1\nautomatic: true")))
                .singleElement()
                .satisfies(p -> assertThat(p.found()).contains("floor without a default"));
    }

    @Test
    void whatAParameterIsHereStandsInPlaceOfTheBooksOwnDefault() {
        BookLoader loader =
                new BookLoader(
                        Books.ACTUATORS,
                        Map.of("why", Preset.of("drill"), "other", Preset.of("x")));

        BookOutcome outcome = loader.load("good.yaml", Books.GOOD);

        assertThat(((BookOutcome.Loaded) outcome).book().parameters())
                .filteredOn(parameter -> parameter.name().equals("why"))
                .singleElement()
                .satisfies(why -> assertThat(why.defaultValue()).contains("drill"));
    }

    @Test
    void whatAParameterCannotBeHereIsAProblemOfEachBookThatAsksForIt() {
        BookLoader loader = new BookLoader(Books.ACTUATORS, Map.of("why", Preset.of("fun")));

        BookOutcome outcome = loader.load("good.yaml", Books.GOOD);

        assertThat(((BookOutcome.Invalid) outcome).problems())
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(problem.toString())
                                        .contains("parameters.why.default")
                                        .contains("as the configuration has it"));
    }

    @Test
    void aSiteNamesTheOnlyValuesThatMayBeGiven() {
        Parameter why = atSite("why", List.of("drill")).get(0);

        assertThat(why.defaultValue()).contains("drill");
        assertThat(why.read("drill")).isPresent();
        assertThat(why.read("load")).isEmpty();
    }

    @Test
    void aSiteCanOnlyNarrowWhatABookAllows() {
        assertThat(problemsAtSite("why", List.of("drill", "fun")))
                .singleElement()
                .satisfies(p -> assertThat(p.found()).startsWith("\"fun\", as the conf"));
        assertThat(problemsAtSite("floor", List.of("3", "4")))
                .singleElement()
                .satisfies(p -> assertThat(p.found()).startsWith("a list, as the conf"));
    }

    private static List<Parameter> atSite(String name, List<String> only) {
        BookOutcome outcome =
                new BookLoader(Books.ACTUATORS, Map.of(name, Preset.among(only)))
                        .load("good.yaml", Books.GOOD);
        return ((BookOutcome.Loaded) outcome)
                .book().parameters().stream().filter(p -> p.name().equals(name)).toList();
    }

    private static List<Problem> problemsAtSite(String name, List<String> only) {
        BookOutcome outcome =
                new BookLoader(Books.ACTUATORS, Map.of(name, Preset.among(only)))
                        .load("good.yaml", Books.GOOD);
        return ((BookOutcome.Invalid) outcome).problems();
    }
}
