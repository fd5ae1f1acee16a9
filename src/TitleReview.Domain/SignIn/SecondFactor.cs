using System.Security.Cryptography;
using System.Text;

namespace TitleReview.Domain.SignIn;

/// <summary>一个账号的第二步：手机上的动态码，密钥封存；备用码只存摘要，各用一次。</summary>
public sealed class SecondFactor : ITenantOwned
{
    public const int RecoveryCodes = 10;

    /// <summary>不含易看错的字母与数字。</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private SecondFactor() { }

    public SecondFactor(UserId userId, byte[] sealedSecret, Moment now) => (UserId, SealedSecret, StartedAt) = (userId, sealedSecret, now.Instant);

    public TenantId TenantId { get; set; }
    public UserId UserId { get; private set; }

    /// <summary>密文；明文不落库。</summary>
    public byte[] SealedSecret { get; private set; } = [];

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>输对过一次动态码才算设好；没有设好的不作数。</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>用过的最后一步：同一个码不能再用。</summary>
    public long LastStep { get; private set; }

    /// <summary>还没有用的备用码的摘要。</summary>
    public IReadOnlyList<string> RecoveryDigests { get; private set; } = [];

    public uint Version { get; private set; }

    public bool Ready => ConfirmedAt is not null;

    /// <summary>换一个密钥重来；设好了的不换。</summary>
    public void Restart(byte[] sealedSecret, Moment now)
    {
        if (!Ready) (SealedSecret, StartedAt, LastStep) = (sealedSecret, now.Instant, 0);
    }

    /// <summary>第一次输对：设好，给一组备用码（只在此时看得见）。</summary>
    public (IReadOnlyList<string> Codes, Refusal? Refusal) Confirm(byte[] secret, string? code, Moment now)
    {
        if (Ready) return ([], new SecondFactorReady());
        if (Totp.Match(secret, code, now.Instant, LastStep) is not { } step) return ([], new WrongCode());

        (LastStep, ConfirmedAt) = (step, now.Instant);
        return (NewRecoveryCodes(), null);
    }

    public IReadOnlyList<string> NewRecoveryCodes()
    {
        List<string> codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => RandomNumberGenerator.GetString(Alphabet, 5) + "-" + RandomNumberGenerator.GetString(Alphabet, 5))];
        RecoveryDigests = [.. codes.Select(Digest)];
        return codes;
    }

    /// <summary>登录时输的：动态码，或一个备用码。</summary>
    public Refusal? Use(byte[] secret, string? code, Moment now)
    {
        if (!Ready) return new WrongCode();
        if (Totp.Match(secret, code, now.Instant, LastStep) is { } step)
        {
            LastStep = step;
            return null;
        }

        var digest = Digest(code ?? "");
        if (!RecoveryDigests.Contains(digest)) return new WrongCode();

        RecoveryDigests = [.. RecoveryDigests.Where(d => d != digest)];
        return null;
    }

    /// <summary>备用码有五十位随机，快的摘要就够；账号的号掺在里面，两个账号的不会一样。</summary>
    private string Digest(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{UserId.Value}/{string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit))}")));
}

/// <summary>一次登录：在什么设备上、从哪里、何时；结束了的不能再用。</summary>
public sealed class SignInRecord : ITenantOwned
{
    private SignInRecord() { }

    public SignInRecord(Guid id, UserId userId, string device, string address, Moment now) =>
        (Id, UserId, Device, Address, At, LastSeenAt) = (id, userId, device.Plain() is { Length: > 200 } far ? far[..200] : device.Plain(), address, now.Instant, now.Instant);

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public UserId UserId { get; private set; }

    /// <summary>浏览器自报的名称。</summary>
    public string Device { get; private set; } = "";

    public string Address { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset LastSeenAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>这一次登录正代谁办；办自己的为空。</summary>
    public DeputationId? DeputationId { get; private set; }

    public void End(Moment now) => EndedAt ??= now.Instant;

    public void ActFor(DeputationId? deputation) => DeputationId = deputation;

    /// <summary>离开得太久、凭证已过期的，不算还登录着。</summary>
    public bool IsAlive(TimeSpan idle, Moment now) => EndedAt is null && now.Instant < LastSeenAt + idle;
}

/// <summary>用过的密码的摘要：新密码不能与最近几次的相同。</summary>
public sealed class OldPassword : ITenantOwned
{
    private OldPassword() { }

    public OldPassword(UserId userId, string hash, Moment now) => (Id, UserId, Hash, At) = (Guid.CreateVersion7(), userId, hash, now.Instant);

    public TenantId TenantId { get; set; }
    public Guid Id { get; private set; }
    public UserId UserId { get; private set; }
    public string Hash { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
}

public sealed record WrongCode() : Refusal("动态码不对，或已经用过。请看手机上最新的六位数，等它换一个再输；手机不在身边的，输一个备用码。");
public sealed record SecondFactorReady() : Refusal("这个账号已经设好了动态码。要换手机，请先由同机构的另一位管理员或上级机构重置。");
