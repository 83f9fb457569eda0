package dev.tidegate.runbooks.act.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Unreadable;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

final class KubernetesAnswersTest {

    @Test
    void whatTheConnectionSaidIsToldAndNotTheWordsAroundIt() {
        var refused = new ConnectException("Connection refused: /127.0.0.1:6443");
        var thrown =
                new KubernetesClientException(
                        "An error has occurred.", new IOException("Failed to connect", refused));

        assertThat(KubernetesAnswers.ofRead(thrown))
                .isEqualTo(
                        new Unreadable(Failure.UNREACHABLE, "Connection refused: /127.0.0.1:6443"));
    }
}
