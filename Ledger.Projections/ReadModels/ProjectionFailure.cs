using System.Text.Json;

namespace Ledger.Projections.ReadModels;

/// <summary>Why a projection does not go on.</summary>
/// <param name="Message">A sentence or two, with the place and what to do.</param>
/// <param name="Stream">The stream of the event it stopped at; <see langword="null"/> where it is not one event's fault.</param>
/// <param name="Revision">The revision of that event.</param>
public sealed record ProjectionFailure(string Message, string? Stream, long? Revision)
{
    /// <summary>Whether the projection could go on without that event.</summary>
    public bool IsOfOneEvent => Stream is not null && Revision is not null;

    internal string ToText() => JsonSerializer.Serialize(this);

    internal static ProjectionFailure? OfText(string? text) => text is null ? null : JsonSerializer.Deserialize<ProjectionFailure>(text);
}
