package dev.tidegate.autoscaler.serve.keda;

import com.google.protobuf.CodedInputStream;
import dev.tidegate.autoscaler.serve.keda.ScalerMessages.ObjectRef;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The methods of {@code externalscaler.ExternalScaler}; responses are bytes that {@link ScalerMessages} encoded. */
final class ScalerMethods {
    static final String SERVICE = "externalscaler.ExternalScaler";

    static final MethodDescriptor<Optional<ObjectRef>, byte[]> IS_ACTIVE =
            method("IsActive", MethodType.UNARY, ScalerMessages::objectRef);
    static final MethodDescriptor<Optional<ObjectRef>, byte[]> STREAM_IS_ACTIVE =
            method("StreamIsActive", MethodType.SERVER_STREAMING, ScalerMessages::objectRef);
    static final MethodDescriptor<Optional<ObjectRef>, byte[]> GET_METRIC_SPEC =
            method("GetMetricSpec", MethodType.UNARY, ScalerMessages::objectRef);
    static final MethodDescriptor<Optional<ObjectRef>, byte[]> GET_METRICS =
            method("GetMetrics", MethodType.UNARY, ScalerMessages::metricsRequest);

    private interface Decoder {
        ObjectRef decode(CodedInputStream in) throws IOException;
    }

    private static MethodDescriptor<Optional<ObjectRef>, byte[]> method(
            String name, MethodType type, Decoder decoder) {
        return MethodDescriptor.<Optional<ObjectRef>, byte[]>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(new RequestMarshaller(decoder))
                .setResponseMarshaller(new ResponseMarshaller())
                .build();
    }

    /** Decodes requests. A malformed one is empty: an exception thrown here would reach the log only, not the client. */
    private record RequestMarshaller(Decoder decoder) implements Marshaller<Optional<ObjectRef>> {
        @Override
        public InputStream stream(Optional<ObjectRef> value) {
            throw new UnsupportedOperationException("nothing is asked of another scaler");
        }

        @Override
        public Optional<ObjectRef> parse(InputStream stream) {
            try {
                return Optional.of(decoder.decode(CodedInputStream.newInstance(stream)));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    private record ResponseMarshaller() implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("no other scaler answers here");
        }
    }

    private ScalerMethods() {}
}
