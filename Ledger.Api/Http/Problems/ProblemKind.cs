namespace Ledger.Api.Http.Problems;

/// <summary>A kind of problem: its code, status and title. The table of the contract.</summary>
internal sealed record ProblemKind(int Status, string Code, string Title)
{
    public static readonly ProblemKind InvalidRequest = new(400, "invalid-request", "The request is not valid");
    public static readonly ProblemKind MalformedJson = new(400, "malformed-json", "The body is not JSON");
    public static readonly ProblemKind BadRequest = new(400, "invalid-request", "The request cannot be read");
    public static readonly ProblemKind NotFound = new(404, "not-found", "There is no such route");
    public static readonly ProblemKind AccountNotFound = new(404, "account-not-found", "There is no such account");
    public static readonly ProblemKind TransactionNotFound = new(404, "transaction-not-found", "There is no such transaction");
    public static readonly ProblemKind TransferNotFound = new(404, "transfer-not-found", "There is no such transfer");
    public static readonly ProblemKind HoldNotFound = new(404, "hold-not-found", "There is no such hold");
    public static readonly ProblemKind UserNotFound = new(404, "user-not-found", "There is no such user");
    public static readonly ProblemKind MatchNotFound = new(404, "match-not-found", "There is no such match");
    public static readonly ProblemKind ProjectionNotFound = new(404, "projection-not-found", "There is no such projection");
    public static readonly ProblemKind VerificationNotFound = new(404, "verification-not-found", "There is no such verification");
    public static readonly ProblemKind BacktestNotFound = new(404, "backtest-not-found", "There is no such backtest");
    public static readonly ProblemKind MethodNotAllowed = new(405, "method-not-allowed", "The route does not take this method");
    public static readonly ProblemKind AccountExists = new(409, "account-exists", "The account exists with other attributes");
    public static readonly ProblemKind UserExists = new(409, "user-exists", "The user exists with another name");
    public static readonly ProblemKind AccountFrozen = new(409, "account-frozen", "The account is frozen");
    public static readonly ProblemKind AccountClosed = new(409, "account-closed", "The account is closed");
    public static readonly ProblemKind AccountNotEmpty = new(409, "account-not-empty", "The account is not empty");
    public static readonly ProblemKind AlreadyReversed = new(409, "already-reversed", "The transaction is reversed already");
    public static readonly ProblemKind AlreadyMatched = new(409, "already-matched", "The transaction is matched already");
    public static readonly ProblemKind HoldNotOpen = new(409, "hold-not-open", "The hold is not open");
    public static readonly ProblemKind TooManyOpen = new(409, "too-many-open", "Too much is open in the account");
    public static readonly ProblemKind CurrencyMismatch = new(409, "currency-mismatch", "The account is kept in another currency");
    public static readonly ProblemKind RebuildRunning = new(409, "rebuild-running", "The projection is not in the state for this");
    public static readonly ProblemKind ConcurrencyConflict = new(409, "concurrency-conflict", "Other writers were faster");
    public static readonly ProblemKind VerificationRunning = new(409, "verification-running", "A verification is under way");
    public static readonly ProblemKind BacktestRunning = new(409, "backtest-running", "A backtest is under way");
    public static readonly ProblemKind RevisionMismatch = new(412, "revision-mismatch", "The account stands at another revision");
    public static readonly ProblemKind BodyTooLarge = new(413, "body-too-large", "The body is too large");
    public static readonly ProblemKind UnsupportedMediaType = new(415, "unsupported-media-type", "The body is of a media type that is not taken here");
    public static readonly ProblemKind InsufficientFunds = new(422, "insufficient-funds", "The account does not have the money");
    public static readonly ProblemKind BalanceLimit = new(422, "balance-limit", "The balance would leave its limits");
    public static readonly ProblemKind IdempotencyKeyReused = new(422, "idempotency-key-reused", "The key was used for another command");
    public static readonly ProblemKind RateUnavailable = new(422, "rate-unavailable", "There is no rate to convert it at");
    public static readonly ProblemKind InternalError = new(500, "internal-error", "Something is wrong with the service");
    public static readonly ProblemKind Overloaded = new(503, "overloaded", "Too much waits already");
    public static readonly ProblemKind ReadModelBehind = new(503, "read-model-behind", "The read model is behind");
    public static readonly ProblemKind StoreUnavailable = new(503, "store-unavailable", "The store cannot be used now");
    public static readonly ProblemKind OutcomeUnknown = new(503, "outcome-unknown", "Whether it was carried out is not known");

    public string Type => $"urn:ledger:problem:{Code}";

    /// <summary>The kind for a status that the framework set without a body.</summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        >= 400 and < 500 => BadRequest with { Status = status },
        _ => InternalError with { Status = status },
    };
}
