package dev.tidegate.runbooks.act.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class HttpExchangeTest {

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aServerThatFallsSilentInTheMiddleOfItsAnswerMayHaveDoneIt() {
        try (HttpReceiver receiver = HttpReceiver.start()) {
            receiver.fallSilent();
            HttpExchange exchange = new HttpExchange(Duration.ofSeconds(1));

            Optional<Outcome> wrong =
                    exchange.send(
                            HttpRequest.newBuilder(URI.create(receiver.url())),
                            (status, begin) -> status == 200,
                            text -> text);

            assertThat(wrong)
                    .contains(new Outcome.Unknown(Failure.TIMED_OUT, "no answer within PT1S"));
            assertThat(receiver.received()).hasSize(1);
        }
    }
}
