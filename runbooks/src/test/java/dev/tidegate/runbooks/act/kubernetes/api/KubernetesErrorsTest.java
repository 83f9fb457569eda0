package dev.tidegate.runbooks.act.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Unreadable;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KubernetesErrorsTest {

    @Test
    void whatTheConnectionSaidIsToldAndNotTheWordsAroundIt() {
        var refused = new ConnectException("Connection refused: /127.0.0.1:6443");
        var thrown =
                new KubernetesClientException(
                        "An error has occurred.", new IOException("Failed to connect", refused));

        assertThat(KubernetesErrors.ofRead(thrown))
                .isEqualTo(
                        new Unreadable(Failure.UNREACHABLE, "Connection refused: /127.0.0.1:6443"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs.batch \"warm\" is forbidden: exceeded quota: gpus, requested:"
                        + " count/jobs.batch=1, used: count/jobs.batch=4, limited: count/jobs.batch=4",
                "pods \"warm\" is forbidden: insufficient quota to consume: requests.nvidia.com/gpu"
            })
    void aQuotaThatIsUsedUpIsNoMissingPermission(String words) {
        assertThat(KubernetesErrors.ofWrite(forbidden(words)))
                .isEqualTo(new Outcome.Permanent(Failure.QUOTA, words));
    }

    @Test
    void aMissingPermissionIsNoQuotaWhateverTheUserIsCalled() {
        String words = "jobs.batch is forbidden: User \"exceeded quota: x\" cannot create resource";

        assertThat(KubernetesErrors.ofWrite(forbidden(words)))
                .isEqualTo(new Outcome.Permanent(Failure.DENIED, words));
    }

    private static KubernetesClientException forbidden(String words) {
        Status status =
                new StatusBuilder()
                        .withCode(403)
                        .withReason("Forbidden")
                        .withMessage(words)
                        .build();
        return new KubernetesClientException(status);
    }
}
