using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace TitleReview.App.Messages;

/// <summary>邮件、短信从哪里出去。</summary>
/// <param name="MailDirectory">每封写成一个 .eml 文件；给了邮件服务器的不用它。</param>
/// <param name="SmsDirectory">每条短信写成一个 .txt 文件；没有的不发短信。真正的短信商另写一个 <see cref="ISmsSender"/>。</param>
/// <param name="Pauses">没有发成的，等多久再试；试完就放弃。</param>
public sealed record OutgoingSettings(SmtpSettings? Smtp, string MailDirectory, string? SmsDirectory, string From, string PublicAddress, IReadOnlyList<TimeSpan> Pauses)
{
    /// <summary>一分钟起，越等越久，前后两天多。</summary>
    public static readonly IReadOnlyList<TimeSpan> GrowingPauses =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24)];
}

public sealed record SmtpSettings(string Host, int Port, string? User, string? Password, bool Tls, TimeSpan Patience);

/// <param name="Id">一封邮件的号，重发也不变。</param>
public sealed record OutgoingMail(Guid Id, string To, string ToName, string FromName, string Subject, string Text);

public sealed record OutgoingSms(Guid Id, string To, string Text);

public interface IMailSender
{
    /// <exception cref="NotSentException">这一封没有发成。</exception>
    Task Send(OutgoingMail mail, CancellationToken ct);
}

public interface ISmsSender
{
    /// <exception cref="NotSentException">这一条没有发成。</exception>
    Task Send(OutgoingSms sms, CancellationToken ct);
}

/// <param name="why">给平台看的一句，不含任何人的地址。</param>
/// <param name="everyone">服务器不应答一类：接着发别的也是白等。</param>
public sealed class NotSentException(string why, bool everyone, Exception? inner = null) : Exception(why, inner)
{
    public bool Everyone { get; } = everyone;
}

internal static class MailWriter
{
    public static MailMessage Write(OutgoingMail mail, OutgoingSettings settings)
    {
        var message = new MailMessage
        {
            From = new MailAddress(settings.From, mail.FromName, Encoding.UTF8),
            Subject = mail.Subject.ReplaceLineEndings(" "),
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Text,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.Base64,
            HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(new MailAddress(mail.To, mail.ToName, Encoding.UTF8));
        message.Headers.Add("Message-ID", $"<{mail.Id:N}@{new Uri(settings.PublicAddress).Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}

/// <summary>真正的邮件服务器。它拒绝、不应答，都只是这一封没有发成。</summary>
public sealed class SmtpMailSender(SmtpSettings smtp, OutgoingSettings settings) : IMailSender
{
    public async Task Send(OutgoingMail mail, CancellationToken ct)
    {
        using var message = MailWriter.Write(mail, settings);
        using var client = new SmtpClient(smtp.Host, smtp.Port) { EnableSsl = smtp.Tls, UseDefaultCredentials = false };
        if (smtp.User is not null) client.Credentials = new NetworkCredential(smtp.User, smtp.Password);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(smtp.Patience);
        try
        {
            // A server that accepts the connection and says nothing is not given up by the client itself.
            await client.SendMailAsync(message, patience.Token).WaitAsync(smtp.Patience + TimeSpan.FromSeconds(1), ct);
        }
        catch (SmtpFailedRecipientException e)
        {
            throw new NotSentException($"邮件服务器不收这个地址（{Code(e.StatusCode)}）", everyone: false, e);
        }
        catch (SmtpException e) when (e.StatusCode != SmtpStatusCode.GeneralFailure)
        {
            throw new NotSentException($"邮件服务器拒绝了（{Code(e.StatusCode)}）", everyone: e.StatusCode is SmtpStatusCode.ServiceNotAvailable or SmtpStatusCode.ServiceClosingTransmissionChannel, e);
        }
        catch (Exception e) when (e is SmtpException or IOException or TimeoutException or InvalidOperationException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw new NotSentException("邮件服务器没有应答", everyone: true, e);
        }
    }

    private static string Code(SmtpStatusCode code) => ((int)code).ToString(CultureInfo.InvariantCulture);
}

/// <summary>每封写成一个文件：先写在旁边再改名，看的人看不到写了一半的；同一封重发还是那一个文件。</summary>
public sealed class FolderMailSender(OutgoingSettings settings) : IMailSender
{
    public async Task Send(OutgoingMail mail, CancellationToken ct)
    {
        var aside = Path.Combine(settings.MailDirectory, $".{mail.Id:N}-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(aside);
            using (var message = MailWriter.Write(mail, settings))
            using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = aside })
                await client.SendMailAsync(message, ct);
            File.Move(Directory.GetFiles(aside).Single(), Path.Combine(settings.MailDirectory, $"{mail.Id:N}.eml"), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SmtpException)
        {
            throw new NotSentException("邮件写不进文件夹", everyone: true, e);
        }
        finally
        {
            if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
        }
    }
}

public sealed class FolderSmsSender(string folder) : ISmsSender
{
    public async Task Send(OutgoingSms sms, CancellationToken ct)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var aside = Path.Combine(folder, $".{sms.Id:N}-{Guid.NewGuid():N}");
            await File.WriteAllTextAsync(aside, $"{sms.To}\n{sms.Text}\n", ct);
            File.Move(aside, Path.Combine(folder, $"{sms.Id:N}.txt"), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotSentException("短信写不进文件夹", everyone: true, e);
        }
    }
}
