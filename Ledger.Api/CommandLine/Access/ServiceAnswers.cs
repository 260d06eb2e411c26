using System.Globalization;
using System.Net;
using System.Text.Json;
using Ledger.Api.Http;

namespace Ledger.Api.CommandLine.Access;

/// <summary>What the service answers, as commands need it.</summary>
internal static class ServiceAnswers
{
    /// <summary>Asks the service.</summary>
    /// <exception cref="RefusedException">It has no such thing.</exception>
    /// <exception cref="NotUnderstoodException">It does not take what was asked.</exception>
    /// <exception cref="LedgerUnreachableException">It cannot answer now.</exception>
    public static async Task<T> GetAsync<T>(this LedgerAccess.Service service, string path, CancellationToken cancellationToken)
    {
        using var answer = await service.Client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        await answer.ThrowUnlessSuccessAsync(cancellationToken);
        return await answer.Content.ReadFromJsonAsync<T>(Text.Answers, cancellationToken)
            ?? throw new LedgerUnreachableException($"What answers is not a ledger: {path} is empty.");
    }

    /// <exception cref="RefusedException">There is no such thing, or it is in a state that does not allow it.</exception>
    /// <exception cref="NotUnderstoodException">The request is not taken.</exception>
    /// <exception cref="LedgerUnreachableException">The service cannot answer now.</exception>
    public static async Task ThrowUnlessSuccessAsync(this HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        var detail = await DetailAsync(answer, cancellationToken);
        throw answer.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity => new RefusedException(detail),
            HttpStatusCode.BadRequest => new NotUnderstoodException(detail),
            _ => new LedgerUnreachableException(detail),
        };
    }

    private static async Task<string> DetailAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            if (problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { } text)
            {
                return text;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It is no problem of a ledger; its status is all there is to say.
        }

        return string.Create(CultureInfo.InvariantCulture, $"The service answered with status {(int)answer.StatusCode}.");
    }
}
