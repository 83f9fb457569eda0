package dev.tidegate.runbooks.run.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunEvent.Stuck;
import dev.tidegate.runbooks.run.record.RunEvent.UndoStarted;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RunFoldTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

    private static RunView after(RunEvent... events) {
        RunView view = RunView.planned("test-1", RunFixture.plan(), "ana", NOW);
        for (RunEvent event : events) {
            view = view.after(event, NOW);
        }
        return view;
    }

    private static AbortRequested abort(boolean keep) {
        return new AbortRequested("bo", "test", keep);
    }

    @Test
    void whatIsAskedForAtTheMomentARunGetsStuckIsNotForgotten() {
        Stuck stuck = new Stuck("no way", "look");
        UndoStarted undoing = new UndoStarted("test");

        assertThat(after(abort(false), stuck).abort()).isPresent();
        assertThat(after(undoing, abort(true), stuck).abort()).isPresent();
        assertThat(after(abort(false), undoing, stuck).abort()).isEmpty(); // it was tried
    }
}
