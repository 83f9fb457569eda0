package dev.tidegate.runbooks.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.approve.AccessPolicy;
import dev.tidegate.runbooks.book.BookLoader;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.run.RunWorlds;
import dev.tidegate.runbooks.run.plan.RunPlan.Trigger;
import dev.tidegate.runbooks.run.plan.RunPlanner;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FiringTest {
    private static final Duration TICK = Duration.ofSeconds(10);
    private static final String BOOK =
            """
            book: shed
            version: 3
            title: Shed by itself
            tier: 1
            automatic: true
            signal:
              query: busy
              enter: {above: 0.01, for: 1m}
              exit: {below: 0.005, for: 2m}
            lease: 30m
            blast-radius: {affects: nobody}
            steps:
              - {step: raise, do: simulated, target: {fleet: f0}, set: {floor: 9}}
            """;

    @TempDir private Path folder;
    private final RunWorlds world = new RunWorlds();
    private Firing firing = firing(Permit.of(AccessPolicy.withoutFile("dev"), Firing.OPERATOR));

    private Firing firing(Permit permit) {
        return new Firing(
                new BookShelf(
                        Optional.ofNullable(folder).orElse(Path.of(".")),
                        new BookLoader(world.actuators())),
                new RunPlanner(world.actuators(), world.signals(), name -> Optional.empty()),
                world.runs(),
                world.signals(),
                permit);
    }

    @BeforeEach
    void putBook() throws IOException {
        book(BOOK);
        firing = firing(Permit.of(AccessPolicy.withoutFile("dev"), Firing.OPERATOR));
    }

    private void book(String text) throws IOException {
        Files.writeString(folder.resolve("shed.yaml"), text);
    }

    private List<Fired> lookFor(Duration time, double signal) {
        world.signal(OptionalDouble.of(signal));
        var fired = new ArrayList<Fired>();
        for (Duration t = Duration.ZERO; t.compareTo(time) <= 0; t = t.plus(TICK)) {
            fired.addAll(firing.look(world.now()));
            world.sweep();
            world.pass(TICK);
        }
        return fired;
    }

    private RunView newest() {
        return world.runs().all().get(0);
    }

    @Test
    void signalThatStaysStartsTheBookAndTheLedgerHoldsWhatCausedIt() {
        List<Fired> fired = lookFor(Duration.ofMinutes(2), 0.2);

        assertThat(fired).singleElement().isInstanceOf(Fired.Opened.class);
        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.floor(0)).isEqualTo(9);
        Trigger trigger = newest().plan().trigger().orElseThrow();
        assertThat(trigger.rule()).contains("0.01").contains("1m");
        assertThat(trigger.samples()).hasSize(7).allMatch(s -> s.value() == 0.2);
        assertThat(newest().plan().version()).isEqualTo(3);
        assertThat(newest().plan().digest()).hasSize(64);
    }

    @Test
    void peakShorterThanTheDwellStartsNothing() {
        lookFor(Duration.ofSeconds(40), 0.2);
        assertThat(lookFor(Duration.ofMinutes(2), 0.001)).isEmpty();
    }

    @Test
    void missingSignalStartsNothingAndTakesNothingBack() {
        lookFor(Duration.ofMinutes(2), 0.2);
        world.signal(OptionalDouble.empty());

        for (int i = 0; i < 30; i++) {
            assertThat(firing.look(world.now())).isEmpty();
            world.pass(TICK);
        }
        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);
    }

    @Test
    void calmSignalTakesItBackBeforeItsLeaseEnds() {
        lookFor(Duration.ofMinutes(2), 0.2);

        List<Fired> fired = lookFor(Duration.ofMinutes(3), 0.001);

        assertThat(fired).singleElement().isInstanceOf(Fired.TakenBack.class);
        assertThat(newest().state()).isEqualTo(RunState.UNDONE);
        assertThat(world.floor(0)).isEqualTo(2);
    }

    @Test
    void whatCannotBeWrittenNowIsOpenedAndTakenBackOnceItCan() {
        lookFor(Duration.ofSeconds(50), 0.2);
        whileNobodyCanRead(0.2);
        lookFor(Duration.ofSeconds(10), 0.2);
        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);

        lookFor(Duration.ofSeconds(110), 0.001);
        whileNobodyCanRead(0.001);
        lookFor(Duration.ofSeconds(10), 0.001);
        assertThat(newest().state()).isEqualTo(RunState.UNDONE);
    }

    private void whileNobodyCanRead(double signal) {
        world.ledger().unreadable(true);
        world.signal(OptionalDouble.of(signal));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> firing.look(world.now())).isInstanceOf(LedgerException.class);
            world.pass(TICK);
        }
        world.ledger().unreadable(false);
    }

    @Test
    void aRunThatComesInForceAfterTheSignalWasCalmIsTakenBackThen() throws IOException {
        book(BOOK + "approvals: {role: lead, within: 15m}\n");
        lookFor(Duration.ofMinutes(2), 0.2);
        lookFor(Duration.ofMinutes(5), 0.001);

        world.runs()
                .ask(newest().id(), "bo", new RunEvent.Approved("bo", "late", Optional.empty()));
        lookFor(Duration.ofMinutes(1), 0.001);

        assertThat(newest().state()).isEqualTo(RunState.UNDONE);
    }

    @Test
    void oneLivingRunABookHoweverLongTheSignalStays() {
        lookFor(Duration.ofMinutes(20), 0.2);

        assertThat(world.runs().all()).hasSize(1);
    }

    @Test
    void signalThatOutlastsTheLeaseHasToDwellAgain() {
        lookFor(Duration.ofMinutes(40), 0.2);

        assertThat(world.runs().all()).hasSize(2);
        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);
    }

    @Test
    void whatAPersonEndedIsNotStartedAgainForAWhile() {
        lookFor(Duration.ofMinutes(2), 0.2);
        world.runs().ask(newest().id(), "bo", new AbortRequested("bo", "not this", false));

        lookFor(Duration.ofMinutes(30), 0.2);
        lookFor(Duration.ofMinutes(5), 0.001);
        List<Fired> fired = lookFor(Duration.ofMinutes(5), 0.2);

        assertThat(fired).singleElement().isInstanceOf(Fired.Refused.class);
        assertThat(world.runs().all()).hasSize(1);
        assertThat(firing.waiting().get("shed"))
                .startsWith("a person ended run " + newest().id() + ": quiet until 2026-03-01T04:");
    }

    @Test
    void theWhileBeginsWhenThePersonEndsItHoweverLongItWasInForce() throws IOException {
        book(BOOK.replace("lease: 30m", "lease: 3h"));
        lookFor(Duration.ofMinutes(70), 0.2);
        world.runs().ask(newest().id(), "bo", new AbortRequested("bo", "not this", false));

        lookFor(Duration.ofMinutes(5), 0.001);
        List<Fired> fired = lookFor(Duration.ofMinutes(5), 0.2);

        assertThat(fired).singleElement().isInstanceOf(Fired.Refused.class);
        assertThat(world.runs().all()).hasSize(1);
    }

    @Test
    void bookThatAsksForApprovalIsProposedAndWaits() throws IOException {
        book(BOOK + "approvals: {role: lead, within: 15m}\n");

        lookFor(Duration.ofMinutes(2), 0.2);

        assertThat(newest().state()).isEqualTo(RunState.AWAITING_APPROVAL);
        assertThat(world.floor(0)).isEqualTo(2);
    }

    @Test
    void policyThatDoesNotAllowItKeepsItFromStarting() {
        firing = firing(Permit.of(AccessPolicy.withoutFile("prod"), Firing.OPERATOR));

        List<Fired> fired = lookFor(Duration.ofMinutes(2), 0.2);

        assertThat(fired).singleElement().isInstanceOf(Fired.Refused.class);
        assertThat(world.runs().all()).isEmpty();
    }

    @Test
    void whatIsRefusedForAPassingReasonIsTriedAgainWhileTheSignalStandsAndToldOnce() {
        world.unreadable(3);

        List<Fired> fired = lookFor(Duration.ofMinutes(5), 0.2);

        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);
        assertThat(fired).hasSize(2);
    }

    @Test
    void whatWasRefusedIsNotOpenedOnceTheSignalIsCalm() {
        world.unreadable(6);
        lookFor(Duration.ofSeconds(70), 0.2);

        lookFor(Duration.ofMinutes(5), 0.001);

        assertThat(world.runs().all()).isEmpty();
    }

    @Test
    void whatAPersonEndedIsOpenedAgainAfterTheWhileIfTheSignalStillStands() {
        lookFor(Duration.ofMinutes(2), 0.2);
        world.runs().ask(newest().id(), "bo", new AbortRequested("bo", "not this", false));

        lookFor(Duration.ofMinutes(55), 0.2);
        assertThat(world.runs().all()).hasSize(1);

        lookFor(Duration.ofMinutes(10), 0.2);
        assertThat(world.runs().all()).hasSize(2);
    }

    @Test
    void bookThatIsNotAutomaticIsLeftAlone() throws IOException {
        book(BOOK.replace("automatic: true\n", ""));

        assertThat(lookFor(Duration.ofMinutes(5), 0.2)).isEmpty();
    }

    @Test
    void tierStartsTheBooksThatFollowNoSignalOfTheirOwn() throws IOException {
        String tiered = BOOK.replaceAll("(?s)signal:.*?lease", "lease");
        book(tiered);
        var evidence = new Trigger(world.now(), 0.06, "tier 1", List.of());

        List<Fired> fired = firing.reached(1, "chat", evidence, world.now());

        assertThat(fired).singleElement().isInstanceOf(Fired.Opened.class);
        assertThat(firing.reached(2, "chat", evidence, world.now())).isEmpty();
        assertThat(newest().plan().trigger()).contains(evidence);
    }

    @Test
    void whatATierCalledForIsTriedAgainUntilTheTierIsLeft() throws IOException {
        book(BOOK.replaceAll("(?s)signal:.*?lease", "lease"));
        var evidence = new Trigger(world.now(), 0.06, "tier 1", List.of());
        world.unreadable(3);

        firing.reached(1, "chat", evidence, world.now());
        firing.left(1, "chat");
        lookFor(Duration.ofMinutes(5), 0);
        assertThat(world.runs().all()).isEmpty();
        assertThat(firing.waiting()).isEmpty();

        firing.reached(1, "chat", evidence, world.now());
        assertThat(firing.waiting().get("shed")).contains("cannot be read");
        assertThat(lookFor(Duration.ofMinutes(5), 0)).hasSize(1);
        assertThat(newest().plan().trigger()).contains(evidence);
        assertThat(firing.waiting()).isEmpty();
    }
}
