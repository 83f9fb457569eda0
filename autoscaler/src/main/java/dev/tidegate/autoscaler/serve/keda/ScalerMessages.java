package dev.tidegate.autoscaler.serve.keda;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Encodes and decodes the messages of KEDA's {@code externalscaler.proto} field by field; unknown fields are skipped. */
final class ScalerMessages {
    private static final int LENGTH_DELIMITED = 2;

    /** {@code ScaledObjectRef}: the scaled object, and the metadata of its trigger. */
    record ObjectRef(String name, String namespace, Map<String, String> metadata) {}

    static ObjectRef objectRef(CodedInputStream in) throws IOException {
        String name = "";
        String namespace = "";
        Map<String, String> metadata = new TreeMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 | LENGTH_DELIMITED -> name = in.readString();
                case 2 << 3 | LENGTH_DELIMITED -> namespace = in.readString();
                case 3 << 3 | LENGTH_DELIMITED -> readPair(nested(in), metadata);
                default -> in.skipField(tag);
            }
        }
        return new ObjectRef(name, namespace, metadata);
    }

    /** {@code GetMetricsRequest}, of which only the reference matters: there is one metric a workload. */
    static ObjectRef metricsRequest(CodedInputStream in) throws IOException {
        ObjectRef ref = new ObjectRef("", "", Map.of());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == (1 << 3 | LENGTH_DELIMITED)) {
                ref = objectRef(nested(in));
            } else {
                in.skipField(tag);
            }
        }
        return ref;
    }

    /** {@code IsActiveResponse}. */
    static byte[] active(boolean result) throws IOException {
        return encode(out -> out.writeBool(1, result));
    }

    /** {@code GetMetricSpecResponse} or {@code GetMetricsResponse}, which look alike: a name, a whole number, the same as a float. */
    static byte[] metric(String name, int value) throws IOException {
        byte[] metric =
                encode(
                        out -> {
                            out.writeString(1, name);
                            out.writeInt64(2, value);
                            out.writeDouble(3, value);
                        });
        return encode(out -> out.writeByteArray(1, metric));
    }

    private static void readPair(CodedInputStream in, Map<String, String> into) throws IOException {
        String key = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 | LENGTH_DELIMITED -> key = in.readString();
                case 2 << 3 | LENGTH_DELIMITED -> value = in.readString();
                default -> in.skipField(tag);
            }
        }
        into.put(key, value);
    }

    private static CodedInputStream nested(CodedInputStream in) throws IOException {
        return CodedInputStream.newInstance(in.readByteArray());
    }

    private interface Encoder {
        void encode(CodedOutputStream out) throws IOException;
    }

    private static byte[] encode(Encoder fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.encode(out);
        out.flush();
        return bytes.toByteArray();
    }

    private ScalerMessages() {}
}
