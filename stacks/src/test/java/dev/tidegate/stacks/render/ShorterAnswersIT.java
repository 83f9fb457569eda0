package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.Ports;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From a book's flag in a real Redis by the rendered gateway in a real HAProxy to a server of the make that vLLM's is, which loads what a
 * replica's instance lays down as that loads it.
 */
@Needs(
        value = {Component.HAPROXY, Component.SOCAT, Component.REDIS, Component.UVICORN},
        installed = true)
class ShorterAnswersIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Tokens of an answer that nothing ends. */
    private static final int CONTEXT = 300;

    @TempDir private static Path folder;

    private static RunningGateway gateway;
    private static FlagFollower flags;
    private static ChildProcess server;
    private static int asked;

    @BeforeAll
    static void start() throws Exception {
        int port = Ports.free();
        server = ServedModel.start(folder, port, FleetNode.options("--middleware").get(0));
        gateway = RunningGateway.of(folder, FleetExamples.chat());
        flags = new FlagFollower(folder, gateway);
        gateway.join("chat", "gpu_1", port);
        gateway.awaitUp("chat_gpu,gpu_1");
        gateway.awaitUp("chat_p0,gpu_1");
    }

    @BeforeEach
    void withoutATier() throws Exception {
        flags.takeBack("max_tokens");
    }

    @AfterAll
    static void stop() {
        flags.close();
        gateway.close();
        server.close();
    }

    @Test
    void answersEndAfterSoManyTokensUntilThatIsTakenBack() throws Exception {
        assertThat(tokens(CHAT, "{}")).isEqualTo(CONTEXT);

        flags.set("max_tokens", "64");

        assertThat(tokens(CHAT, "{}")).isEqualTo(64);
        assertThat(words(post(CHAT, "{\"stream\": true}").body())).isEqualTo(64);

        flags.takeBack("max_tokens");

        assertThat(tokens(CHAT, "{}")).isEqualTo(CONTEXT);
    }

    /** What a server takes for a number, and where: vLLM reads the field of chats for completions as well, and text as a number. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    /v1/chat/completions | {"max_tokens": 250}                                | 64
                    /v1/chat/completions | {"max_completion_tokens": 250}                     | 64
                    /v1/chat/completions | {"max_completion_tokens": "250"}                   | 64
                    /v1/chat/completions | {"max_completion_tokens": 250.0}                   | 64
                    /v1/chat/completions | {"max_completion_tokens": 0}                       | 64
                    /v1/chat/completions | {"max_completion_tokens": null, "max_tokens": 250} | 64
                    /v1/chat/completions | {"max_output_tokens": 5}                           | 64
                    /v1/chat/completions | {"max_tokens": 250, "min_tokens": 200}             | 64
                    /v1/chat/completions | {"max_tokens": 10}                                 | 10
                    /v1/chat/completions | {"max_completion_tokens": 10, "max_tokens": 250}   | 10
                    /v1/completions      | {"prompt": "so", "max_tokens": 250}                | 64
                    /v1/completions      | {"prompt": "so", "max_tokens": null}               | 64
                    /v1/completions      | {"prompt": "so", "max_completion_tokens": 250}     | 64
                    /v1/completions      | {"prompt": "so", "max_tokens": 0}                  | 0
                    /v1/completions      | {"prompt": "so"}                                   | 16
                    """)
    void noRequestIsAnsweredAtMoreLength(String path, String request, int tokens) throws Exception {
        flags.set("max_tokens", "64");

        assertThat(tokens(path, request)).isEqualTo(tokens);
    }

    /** A long request comes in pieces, and its length changes on the way. */
    @Test
    void whatElseARequestSaysArrives() throws Exception {
        String messages = "[{\"content\": \"" + "größer ".repeat(40_000) + "\"}]";
        String request = "{\"messages\": " + messages + ", \"max_tokens\": 250}";
        int heard = answer(post(CHAT, request)).path("heard").intValue();
        flags.set("max_tokens", "64");

        JsonNode answer = answer(post(CHAT, request));

        assertThat(answer.path("heard").intValue()).isEqualTo(heard).isGreaterThan(280_000);
        assertThat(words(answer.path("answer").textValue())).isEqualTo(64);
    }

    @Test
    void nobodyElseSaysHowLongAnswersAre() throws Exception {
        HttpResponse<String> answer = post(CHAT, "{}", "X-Tidegate-Max-Tokens", "1");

        assertThat(words(answer(answer).path("answer").textValue())).isEqualTo(CONTEXT);
    }

    /** The server says what is wrong, and other questions than for text have no length. */
    @Test
    void whatIsNoRequestForTextStaysAsItIs() throws Exception {
        flags.set("max_tokens", "64");

        assertThat(post(CHAT, "{\"messages\": ").statusCode()).isEqualTo(422);
        assertThat(post(CHAT, "[250]").statusCode()).isEqualTo(422);
        assertThat(post(CHAT, "{\"max_tokens\": \"many\"}").statusCode()).isEqualTo(422);
        assertThat(post(CHAT, "[".repeat(50_000)).statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(post("/v1/embeddings", "{\"input\": \"so\"}").body()).isEqualTo("[\"input\"]");
    }

    @Test
    void whatIsNoLengthLeavesAnswersAsLongAsTheyAre() throws Exception {
        for (String value : List.of("0", "short", "-64", "6.4")) {
            flags.set("max_tokens", value);

            assertThat(tokens(CHAT, "{}")).as(value).isEqualTo(CONTEXT);
        }
    }

    private static int tokens(String path, String request) throws Exception {
        return words(answer(post(path, request)).path("answer").textValue());
    }

    private static int words(String text) {
        return (int)
                text.lines()
                        .flatMap(line -> List.of(line.split(" ")).stream())
                        .filter(word -> word.equals("token"))
                        .count();
    }

    private static JsonNode answer(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** By a key of its own each, since a key has a limit. */
    private static HttpResponse<String> post(String path, String request, String... headers)
            throws Exception {
        return gateway.send(path, "Bearer key" + asked++, request, headers);
    }
}
