using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TitleReview.App.Storage.Files;

/// <summary>
/// Files at rest are sealed segment by segment (AES-256-GCM, a key of its own for every file): four bytes of mark, 32 of
/// salt, then segments of 64 KiB, each with its tag. The number of a segment and whether it is the last go into its nonce,
/// so none can be dropped, moved or appended. What was stored before sealing began is read as it is.
/// </summary>
public sealed class FileCipher
{
    internal const int Segment = 64 * 1024, Tag = 16, Salt = 32, Nonce = 12;

    private readonly byte[] _master;

    internal FileCipher(byte[] master) => _master = master;

    internal static ReadOnlySpan<byte> Mark => "TRF1"u8;

    internal static int Head => Mark.Length + Salt;

    internal AesGcm KeyFor(ReadOnlySpan<byte> salt, string place)
    {
        Span<byte> key = stackalloc byte[32];
        // The place is bound in: a sealed copy laid over another one does not open.
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, key, salt, System.Text.Encoding.UTF8.GetBytes(place));
        return new AesGcm(key, Tag);
    }

    internal static void NonceOf(uint no, bool last, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[7..], no);
        nonce[^1] = last ? (byte)1 : (byte)0;
    }

    /// <summary>Reads the content to its end, seals it, and hands over each sealed piece in order.</summary>
    /// <returns>The number of bytes before sealing.</returns>
    /// <exception cref="FileTooLargeException"></exception>
    internal async Task<long> Seal(Stream content, string place, long maxBytes, Action<ReadOnlyMemory<byte>> seen, Func<ReadOnlyMemory<byte>, Task> write, CancellationToken ct)
    {
        var plain = ArrayPool<byte>.Shared.Rent(Segment);
        var sealedBytes = ArrayPool<byte>.Shared.Rent(Segment + Tag);
        try
        {
            var head = new byte[Head];
            Mark.CopyTo(head);
            RandomNumberGenerator.Fill(head.AsSpan(Mark.Length));
            using var key = KeyFor(head.AsSpan(Mark.Length), place);
            await write(head);

            long bytes = 0;
            for (uint no = 0; ; no++)
            {
                var read = await content.ReadAtLeastAsync(plain.AsMemory(0, Segment), Segment, throwOnEndOfStream: false, ct);
                if (bytes + read > maxBytes) throw new FileTooLargeException(maxBytes);

                bytes += read;
                seen(plain.AsMemory(0, read));
                SealSegment(key, no, read < Segment, plain.AsSpan(0, read), sealedBytes.AsSpan(0, read + Tag));
                await write(sealedBytes.AsMemory(0, read + Tag));
                if (read < Segment) return bytes;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
            ArrayPool<byte>.Shared.Return(sealedBytes);
        }
    }

    /// <summary>The content of a stored file; it owns the file.</summary>
    /// <exception cref="CryptographicException">Also while reading: the bytes are not those that were sealed.</exception>
    internal async Task<Stream> Open(Stream file, string place, CancellationToken ct)
    {
        var head = new byte[Head];
        var read = await file.ReadAtLeastAsync(head, Head, throwOnEndOfStream: false, ct);
        if (read == Head && head.AsSpan().StartsWith(Mark)) return new OpenedFile(file, KeyFor(head.AsSpan(Mark.Length), place));

        file.Position = 0;
        return file;
    }

    private static void SealSegment(AesGcm key, uint no, bool last, ReadOnlySpan<byte> plain, Span<byte> target)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        NonceOf(no, last, nonce);
        key.Encrypt(nonce, plain, target[..plain.Length], target[plain.Length..]);
    }
}
