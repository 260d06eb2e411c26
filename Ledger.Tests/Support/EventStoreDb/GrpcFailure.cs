using System.Net;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>How a call ends that does not succeed: the status, the message, and the headers by which EventStoreDB names its errors.</summary>
internal sealed class GrpcFailure(int status, string message, params (string Name, string Value)[] headers) : Exception(message)
{
    public int Status => status;

    public IReadOnlyList<(string Name, string Value)> Headers => headers;

    /// <summary>What a server says of a fault of its own, and of requests that it did not foresee.</summary>
    public static GrpcFailure HandlerThrew() => new(2, "Exception was thrown by handler.");

    public static GrpcFailure InvalidArgument(string message) => new(3, message);

    public static GrpcFailure DeadlineExceeded() => new(4, "Deadline Exceeded");

    public static GrpcFailure Unimplemented() => new(12, "Method is unimplemented.");

    public static GrpcFailure Compressed() => new(12, "Messages that are compressed are not understood.");

    public static GrpcFailure NotReady() => new(14, "Server Is Not Ready");

    public static GrpcFailure TimedOut() => new(10, "Operation timed out: the append was not acknowledged in time");

    public static GrpcFailure AccessDenied() => new(7, "Access Denied", ("exception", "access-denied"));

    public static GrpcFailure Unauthenticated() => new(16, "Unauthenticated", ("exception", "access-denied"));

    public static GrpcFailure NotLeader(DnsEndPoint leader) => new(
        5,
        "Leader info available",
        ("exception", "not-leader"),
        ("leader-endpoint-host", leader.Host),
        ("leader-endpoint-port", $"{leader.Port}"));

    public static GrpcFailure StreamDeleted(StreamName stream) => new(
        9, $"Event stream '{stream}' is deleted.", ("exception", "stream-deleted"), ("stream-name", stream.Value));

    public static GrpcFailure TooLarge(int limit) => new(
        3,
        $"Maximum Append Size of {limit} Exceeded.",
        ("exception", "maximum-append-size-exceeded"),
        ("maximum-append-size", $"{limit}"));

    public static GrpcFailure MissingMetadata(string name) => new(
        3,
        $"Required Metadata Property '{name}' is missing",
        ("exception", "missing-required-metadata-property"),
        ("required-metadata-properties", "type,content-type"));

    /// <summary>What a deletion is refused with; an append says it in its answer.</summary>
    public static GrpcFailure WrongExpectedVersion(string operation, StreamName stream, Expectation expected, long? actual) => new(
        9,
        $"{operation} failed due to WrongExpectedVersion. Stream: {stream}, Expected version: {expected.AsNumber}, "
            + $"Actual version: {actual ?? -1}",
        ("exception", "wrong-expected-version"),
        ("stream-name", stream.Value),
        ("expected-version", $"{expected.AsNumber}"),
        ("actual-version", $"{actual ?? -1}"));
}
