package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TroublesTest {
    private final Troubles troubles = new Troubles();

    @Test
    void aTroubleIsNewsWhenItBeginsAndWhenItIsOver() {
        List<Boolean> news =
                List.of(
                        troubles.stands("fleet", "denied", "denied (request 1)"),
                        troubles.stands("fleet", "denied", "denied (request 2)"),
                        troubles.over("fleet"),
                        troubles.over("fleet"));

        assertThat(news).containsExactly(true, false, true, false);
        assertThat(troubles.told()).isEmpty();
    }

    @Test
    void aTroubleThatTurnsIntoAnotherIsNews() {
        troubles.stands("fleet", "denied", "denied");

        boolean news = troubles.stands("fleet", "absent", "there is no such group");

        assertThat(news).isTrue();
        assertThat(troubles.told()).containsExactly("fleet: there is no such group");
    }

    @Test
    void theNewestWordsOfATroubleAreTold() {
        troubles.stands("fleet", "denied", "denied (request 1)");
        troubles.stands("fleet", "denied", "denied (request 2)");

        assertThat(troubles.told()).containsExactly("fleet: denied (request 2)");
    }
}
