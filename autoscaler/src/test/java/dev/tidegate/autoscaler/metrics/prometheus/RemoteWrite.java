package dev.tidegate.autoscaler.metrics.prometheus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Sends samples with any timestamp to a Prometheus: its remote-write message (WriteRequest of prompb/remote.proto), in Snappy's
 * block format with literals only, which every decoder accepts.
 */
public final class RemoteWrite {
    private static final int BYTES = 2; // protobuf's wire type LEN
    private static final int LONGEST_LITERAL = 60; // its length fits into the tag byte

    /** @param label whose values distinguish the series of one metric */
    public static void send(
            String url,
            String label,
            Map<String, Map<String, NavigableMap<Instant, Double>>> seriesByName)
            throws IOException, InterruptedException {
        Bytes request = new Bytes();
        seriesByName.forEach(
                (metric, all) ->
                        all.forEach(
                                (name, samples) ->
                                        request.field(
                                                1, series(metric, label(label, name), samples))));
        HttpRequest post =
                HttpRequest.newBuilder(URI.create(url + "/api/v1/write"))
                        .header("Content-Type", "application/x-protobuf")
                        .header("Content-Encoding", "snappy")
                        .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(snappy(request.toByteArray())))
                        .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    "remote write answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static Bytes series(
            String metric, Bytes ownLabel, NavigableMap<Instant, Double> samples) {
        Bytes series = new Bytes();
        series.field(1, label("__name__", metric));
        series.field(1, ownLabel);
        samples.forEach(
                (at, value) -> {
                    Bytes sample = new Bytes();
                    sample.number(1 << 3 | 1);
                    sample.fixed(value);
                    sample.number(2 << 3);
                    sample.number(at.toEpochMilli());
                    series.field(2, sample);
                });
        return series;
    }

    private static Bytes label(String name, String value) {
        Bytes label = new Bytes();
        label.field(1, new Bytes(name));
        label.field(2, new Bytes(value));
        return label;
    }

    private static byte[] snappy(byte[] plain) {
        Bytes block = new Bytes();
        block.number(plain.length);
        for (int i = 0; i < plain.length; i += LONGEST_LITERAL) {
            int length = Math.min(LONGEST_LITERAL, plain.length - i);
            block.write((length - 1) << 2);
            block.write(plain, i, length);
        }
        return block.toByteArray();
    }

    /** A growing buffer, with the few protobuf encodings that are needed. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes() {}

        Bytes(String text) {
            writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }

        void field(int number, Bytes content) {
            number(number << 3 | BYTES);
            number(content.size());
            writeBytes(content.toByteArray());
        }

        void number(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                write((int) (rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            write((int) rest);
        }

        void fixed(double value) {
            writeBytes(
                    ByteBuffer.allocate(Double.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putDouble(value)
                            .array());
        }
    }

    private RemoteWrite() {}
}
