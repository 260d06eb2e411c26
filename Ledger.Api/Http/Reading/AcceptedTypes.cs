using Microsoft.Net.Http.Headers;

namespace Ledger.Api.Http.Reading;

/// <summary>What a client would have as an answer, by its header <c>Accept</c>.</summary>
internal static class AcceptedTypes
{
    /// <summary>How much a type is wished for, by name or as one of a range that it is in, of which the narrowest counts.</summary>
    public static double WishForAny(this IList<MediaTypeHeaderValue> accepted, string mediaType)
    {
        string[] ranges = [mediaType, $"{mediaType.Split('/')[0]}/*", "*/*"];
        var narrowest = ranges.FirstOrDefault(range => accepted.Any(type => type.MediaType.Equals(range, StringComparison.OrdinalIgnoreCase)));
        return narrowest is null ? 0 : accepted.WishFor(narrowest);
    }

    /// <summary>How much a type is wished for by name, from 0 to 1; 0 where it is not named.</summary>
    /// <param name="isMeant">Whether what is said with the type permits it.</param>
    public static double WishFor(this IEnumerable<MediaTypeHeaderValue> accepted, string mediaType, Predicate<MediaTypeHeaderValue>? isMeant = null) => accepted
        .Where(type => type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) && isMeant?.Invoke(type) != false)
        .Select(type => type.Quality ?? 1)
        .DefaultIfEmpty(0)
        .Max();
}
