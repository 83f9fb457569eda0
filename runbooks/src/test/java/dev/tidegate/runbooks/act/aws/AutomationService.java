package dev.tidegate.runbooks.act.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Automation as its API reference describes it, since no emulator has it: two operations of the
 * wire protocol AWS JSON 1.1. An execution ends when it has been described as often as the test
 * says.
 */
final class AutomationService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, String> idOfToken = new TreeMap<>();
    private final Map<String, String> idOfTag = new TreeMap<>();
    private final Map<String, Integer> looks = new TreeMap<>();
    private final List<JsonNode> started = new ArrayList<>();
    private int looksUntilTheEnd = 1;
    private String end = "Success";

    AutomationService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void ends(String status, int afterLooks) {
        end = status;
        looksUntilTheEnd = afterLooks;
    }

    /** Simulates an index that lags: executions cannot be found by their tags. */
    synchronized void forgetTags() {
        idOfTag.clear();
    }

    synchronized List<JsonNode> started() {
        return List.copyOf(started);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        JsonNode reply =
                switch (operation) {
                    case "AmazonSSM.StartAutomationExecution" -> start(request);
                    case "AmazonSSM.DescribeAutomationExecutions" -> describe(request);
                    default -> throw new IOException("no operation " + operation);
                };
        byte[] body = JSON.writeValueAsBytes(reply);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private JsonNode start(JsonNode request) {
        String token = request.path("ClientToken").asText();
        String id =
                idOfToken.computeIfAbsent(
                        token,
                        t -> {
                            started.add(request);
                            return "execution-" + started.size();
                        });
        request.path("Tags").forEach(tag -> idOfTag.put(tag.path("Key").asText(), id));
        return JSON.createObjectNode().put("AutomationExecutionId", id);
    }

    private JsonNode describe(JsonNode request) {
        JsonNode filter = request.path("Filters").path(0);
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode found = reply.putArray("AutomationExecutionMetadataList");
        String id = idOfTag.get(filter.path("Values").path(0).asText());
        if (filter.path("Key").asText().equals("TagKey") && id != null) {
            boolean over = looks.merge(id, 1, Integer::sum) >= looksUntilTheEnd;
            found.addObject()
                    .put("AutomationExecutionId", id)
                    .put("AutomationExecutionStatus", over ? end : "InProgress");
        }
        return reply;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
