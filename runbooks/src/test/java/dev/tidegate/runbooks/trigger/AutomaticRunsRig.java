package dev.tidegate.runbooks.trigger;

import dev.tidegate.runbooks.approve.AccessPolicy;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookLoader;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.plan.PlanOutcome;
import dev.tidegate.runbooks.run.plan.RunPlanner;
import dev.tidegate.runbooks.run.record.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One automatic book in its own folder, polled as simulated time passes. */
class AutomaticRunsRig {
    static final Duration TICK = Duration.ofSeconds(10);
    static final String BOOK =
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
    final RunFixture world = new RunFixture();
    AutomaticRuns automaticRuns =
            automaticRuns(
                    AutomationPermit.of(AccessPolicy.withoutFile("dev"), AutomaticRuns.OPERATOR));

    AutomaticRuns automaticRuns(AutomationPermit permit) {
        return new AutomaticRuns(shelf(), planner(), world.runs(), world.signals(), permit);
    }

    /** The automatic runs of another process. */
    AutomaticRuns automaticRuns(Runs ofProcess) {
        return new AutomaticRuns(
                shelf(),
                planner(),
                ofProcess,
                world.signals(),
                AutomationPermit.of(AccessPolicy.withoutFile("dev"), AutomaticRuns.OPERATOR));
    }

    private BookShelf shelf() {
        return new BookShelf(
                Optional.ofNullable(folder).orElse(Path.of(".")),
                new BookLoader(world.actuators()));
    }

    private RunPlanner planner() {
        return new RunPlanner(world.actuators(), world.signals(), AutomaticRunsRig::noBookIsCalled);
    }

    /** A person runs the book, which comes in force; returns the run's name. */
    String openByHand() {
        Book book = BookShelf.books(shelf().loadAll()).get(0);
        var planned = (PlanOutcome.Planned) planner().plan(book, Map.of(), Optional.empty());
        String run = world.runs().open(planned.plan(), "ana");
        world.sweep();
        return run;
    }

    private static Optional<Book> noBookIsCalled(String name) {
        throw new IllegalStateException("called for " + name);
    }

    @BeforeEach
    void putBook() throws IOException {
        book(BOOK);
        automaticRuns =
                automaticRuns(
                        AutomationPermit.of(
                                AccessPolicy.withoutFile("dev"), AutomaticRuns.OPERATOR));
    }

    void book(String text) throws IOException {
        book("shed", text);
    }

    void book(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), text);
    }

    List<TriggerOutcome> pollFor(Duration time, double signal) {
        world.signal(OptionalDouble.of(signal));
        var outcomes = new ArrayList<TriggerOutcome>();
        for (Duration t = Duration.ZERO; t.compareTo(time) <= 0; t = t.plus(TICK)) {
            outcomes.addAll(automaticRuns.poll(world.now()));
            world.sweep();
            world.advance(TICK);
        }
        return outcomes;
    }

    RunView newest() {
        return world.runs().all().get(0);
    }

    AutomaticRuns restarted() {
        automaticRuns =
                automaticRuns(
                        AutomationPermit.of(
                                AccessPolicy.withoutFile("dev"), AutomaticRuns.OPERATOR));
        return automaticRuns;
    }
}
