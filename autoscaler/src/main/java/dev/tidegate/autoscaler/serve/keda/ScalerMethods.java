package dev.tidegate.autoscaler.serve.keda;

import com.google.protobuf.CodedInputStream;
import dev.tidegate.autoscaler.serve.keda.ScalerMessages.ObjectRef;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The methods of {@code externalscaler.ExternalScaler}; answers are bytes that {@link ScalerMessages} wrote. */
final class ScalerMethods {
    static final String SERVICE = "externalscaler.ExternalScaler";

    static final MethodDescriptor<ObjectRef, byte[]> IS_ACTIVE =
            method("IsActive", MethodType.UNARY, ScalerMessages::objectRef);
    static final MethodDescriptor<ObjectRef, byte[]> STREAM_IS_ACTIVE =
            method("StreamIsActive", MethodType.SERVER_STREAMING, ScalerMessages::objectRef);
    static final MethodDescriptor<ObjectRef, byte[]> GET_METRIC_SPEC =
            method("GetMetricSpec", MethodType.UNARY, ScalerMessages::objectRef);
    static final MethodDescriptor<ObjectRef, byte[]> GET_METRICS =
            method("GetMetrics", MethodType.UNARY, ScalerMessages::metricsRequest);

    private interface Reading {
        ObjectRef from(CodedInputStream in) throws IOException;
    }

    private static MethodDescriptor<ObjectRef, byte[]> method(
            String name, MethodType type, Reading reading) {
        return MethodDescriptor.<ObjectRef, byte[]>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(new Asked(reading))
                .setResponseMarshaller(new Answered())
                .build();
    }

    /** What is asked is only ever read here. */
    private record Asked(Reading reading) implements Marshaller<ObjectRef> {
        @Override
        public InputStream stream(ObjectRef value) {
            throw new UnsupportedOperationException("nothing is asked of another scaler");
        }

        @Override
        public ObjectRef parse(InputStream stream) {
            try {
                return reading.from(CodedInputStream.newInstance(stream));
            } catch (IOException e) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("no message of externalscaler.proto")
                        .withCause(e)
                        .asRuntimeException();
            }
        }
    }

    private record Answered() implements Marshaller<byte[]> {
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
