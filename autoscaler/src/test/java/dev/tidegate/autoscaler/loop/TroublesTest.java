package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TroublesTest {
    private final Troubles troubles = new Troubles();

    @Test
    void aTroubleIsNewWhenItBeginsAndWhenItEnds() {
        List<Boolean> news =
                List.of(
                        troubles.report("fleet", "denied", "denied (request 1)"),
                        troubles.report("fleet", "denied", "denied (request 2)"),
                        troubles.clear("fleet"),
                        troubles.clear("fleet"));

        assertThat(news).containsExactly(true, false, true, false);
        assertThat(troubles.messages()).isEmpty();
    }

    @Test
    void aTroubleThatChangesItsKindIsNew() {
        troubles.report("fleet", "denied", "denied");

        boolean news = troubles.report("fleet", "absent", "there is no such group");

        assertThat(news).isTrue();
        assertThat(troubles.messages()).containsExactly("fleet: there is no such group");
    }

    @Test
    void theNewestMessageOfATroubleIsShown() {
        troubles.report("fleet", "denied", "denied (request 1)");
        troubles.report("fleet", "denied", "denied (request 2)");

        assertThat(troubles.messages()).containsExactly("fleet: denied (request 2)");
    }
}
