using System.Globalization;
using System.Net.Http.Headers;

namespace Ledger.EventStore.EventStoreDb.Grpc;

/// <summary>The codes of gRPC that mean something to the adapter. Any other number is passed on as it came.</summary>
internal enum GrpcStatusCode
{
    Ok = 0,
    Unknown = 2,
    DeadlineExceeded = 4,
    NotFound = 5,
    PermissionDenied = 7,
    Unimplemented = 12,
    Unavailable = 14,
    Unauthenticated = 16,
}

/// <summary>How a call ended, as the server said it: in the trailers, or in the headers where it sent nothing else.</summary>
/// <param name="Message">Decoded; empty where the server said none.</param>
/// <param name="ExceptionName">EventStoreDB's own name of the error, such as <c>not-leader</c>.</param>
/// <param name="Leader">Where the leader is, if the server named it.</param>
internal sealed record GrpcStatus(GrpcStatusCode Code, string Message, string? ExceptionName, Endpoint? Leader)
{
    private const string CodeHeader = "grpc-status";

    /// <summary>Reads the outcome of a call.</summary>
    /// <returns><see langword="null"/> where these headers do not say it.</returns>
    public static GrpcStatus? Find(HttpResponseHeaders headers)
    {
        if (Value(headers, CodeHeader) is not { } code)
        {
            return null;
        }

        var known = int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return new(
            known ? (GrpcStatusCode)number : GrpcStatusCode.Unknown,
            Uri.UnescapeDataString(Value(headers, "grpc-message") ?? string.Empty),
            Value(headers, "exception"),
            LeaderOf(headers));
    }

    private static Endpoint? LeaderOf(HttpResponseHeaders headers) =>
        Value(headers, "leader-endpoint-host") is { } host
        && int.TryParse(Value(headers, "leader-endpoint-port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? Endpoint.TryCreate(host, port)
            : null;

    private static string? Value(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}

/// <summary>The server ended a call with an error.</summary>
internal sealed class GrpcException(GrpcStatus status)
    : Exception($"The server answered {status.ExceptionName ?? status.Code.ToString()}: {status.Message}")
{
    public GrpcStatus Status { get; } = status;
}
